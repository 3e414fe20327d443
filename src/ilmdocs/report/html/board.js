// Sorting and filtering of the board. The page says everything without this script.
(() => {
  "use strict";
  const table = document.getElementById("board");
  const form = document.getElementById("filters");
  if (!table || !form) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const find = document.getElementById("find");
  const unit = document.getElementById("unit");
  const open = document.getElementById("open");
  const shown = document.getElementById("shown");
  const inOrder = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
  let sorted = { column: -1, descending: false };

  // The name of a learner is said loudly once, however the rows stand.
  function markRepeats() {
    let before = null;
    for (const row of body.rows) {
      if (row.hidden) continue;
      row.classList.toggle("again", row.dataset.of === before);
      before = row.dataset.of;
    }
  }

  function say() {
    const count = rows.filter((row) => !row.hidden).length;
    const order = sorted.column < 0 ? "" : `, sorted by ${heads[sorted.column].textContent.trim()}` +
      (sorted.descending ? ", from the end" : "");
    shown.textContent = count ? `${count} of ${rows.length} rows shown${order}.`
      : "No row fits. Shorten what you look for, or show all again.";
  }

  function filter() {
    const words = find.value.toLowerCase().normalize("NFC").split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const fits = words.every((word) => row.dataset.find.includes(word));
      row.hidden = !fits || (unit.value !== "" && row.dataset.unit !== unit.value) ||
        (open.checked && !("open" in row.dataset));
    }
    markRepeats();
    say();
  }

  // What has no value stands last in both directions.
  function sort(column) {
    const descending = sorted.column === column && !sorted.descending;
    sorted = { column, descending };
    const numeric = heads[column].dataset.kind === "number";
    const keyed = rows.map((row, place) => ({ row, place, key: row.cells[column].dataset.sort }));
    keyed.sort((a, b) => {
      if (a.key === "" || b.key === "") return (a.key === "") - (b.key === "") || a.place - b.place;
      const by = numeric ? Number(a.key) - Number(b.key) : inOrder.compare(a.key, b.key);
      return (descending ? -by : by) || a.place - b.place;
    });
    body.append(...keyed.map((item) => item.row));
    heads.forEach((head, number) => {
      if (number === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    markRepeats();
    say();
  }

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
  });
  find.addEventListener("input", filter);
  unit.addEventListener("change", filter);
  open.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter, 0));
  table.classList.add("sortable");
  form.hidden = false;
  filter();
})();
