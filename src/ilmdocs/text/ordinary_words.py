"""English words that are also people's names: alone they are no proof that somebody is named."""

from __future__ import annotations

_WORDS = """
abbey able ace ally amber angel april archer ash august aurora autumn avenue bailey baker banks barber
basil bay beach beau beck bell berry best bill bird bishop blair blaze bliss bloom blossom bond booker
booth bowman bradley branch brand bridge bright britain brook brooks brown buck bull burns bush butcher
butler candy cannon carol carpenter carter case cash castle chance chapel charity chase chip christian
christmas church clark clay clerk cliff cloud coach cole constance cook cooper coral cotton court cox
crane crisp cross crystal daisy dale dash dawn day dean dear dell dexter diamond dick dolly don drake
draper drew duke dusty earl east eden elder england english ever fair faith falcon farmer fern field finch
fisher fletcher flora flower ford forest foster fox france francis frank franklin free french frost fuller
gale garden gardener gay gene giles ginger glass glen gold golden good grace grant gray green grey guy
hall hardy harmony harper hart hazel heath heather hill hilton holly hood hooker hope horn house hunt
hunter iris ivory ivy jack jade jasmine jay jersey jet jewel job jordan joy judge june justice keen kent
king kit knight lake lamb lance land lane lark laurel leaf lee lily lincoln little london long lord love
loyal lucky major marina mark marsh marshal marshall mason may mayor mead melody mercy merit merry mike
mild miles mill miller mills minor miracle misty mitch moody moon morning moss mustard myrtle nelson
newton nick noble noel norm north novel oak ocean olive opal otter page paige pansy paris park parker
parson parsons patience patient patsy peace pearl penny pepper perry petal peter phoenix pike piper pitt
pleasant poet pope poppy porter potter power precious preston price prince prudence queen quick rain raven
ray reed reeve reid rich rick river rivers rob robin rock rocky rod rose rosemary rowan royal ruby rusty
sage sailor sally sandy savage savannah scarlet scot scout sharp sharpe shepherd shore short sky small
smart smith snow sonny south spencer spring stag star steel stella sterling stone storm street strong
stuart sue summer sunny swan swift sydney tailor tanner taylor teal temple terrace thatcher thorn thyme
tiger timber tom tony trinity troy true turner underwood usher vale verity victor victoria viola violet
walker wallace ward warren waters weaver webb wells west wheeler white will willow winter wise wolf wood
woods wren wright yard york young zen
"""

ORDINARY_WORDS = frozenset(_WORDS.split())
"""Case-folded words; a hit of such a word alone is worth a look (should), not proof (must)."""
