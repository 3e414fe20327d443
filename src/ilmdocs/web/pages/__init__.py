"""How the page looks: one module for each page, made of the same pieces as board and report."""
