"""English words that are also people's names: alone they are no proof that somebody is named."""

from __future__ import annotations

_WORDS = """
abbey able ace ally amber angel april archer art ash august aurora autumn avenue bacon bailey baker ball
bank banks barber barker basil bay beach bean beau beck bell berry best bill bird bishop blair blaze bliss
bloom blossom blunt bob bond booker boon booth bowl bowman bradley branch brand brewer bridge bright
britain broad brook brooks brown buck buckle bull burns burton bury bush butcher butler candy cannon carol
carpenter carter case cash castle chambers chance chapel charity chase check cherry chester china chip
christian christmas chuck church clark clay clerk cliff close cloud coach coin cole comfort constance
constant cook cooper coral cotton court cox craft crane creed crisp cross crow crystal cutter daisy dale
dash dawn day dean dear dell derby dew dexter diamond dick dolly don dot dove drake draper drew duck duke
dusty eagle earl earth ease east echo eden elder england english eve ever ewe fair faith falcon farmer
fender fern field finch fine fish fisher fletcher flint flood flora flower foot ford forest foster fox
frame france francis frank franklin free freed french friend frost fry fuller gale garden gardener gay
gene giles gill ginger glass glen glover gold golden good gore grace grant gray green grey grove guest guy
hale hall hand harbour hardy hare harmony harper hart haven hay hazel head heard heart heath heather herd
hill hilton hobby hollow holly hood hook hooker hope horn house huff hull hunt hunter hurst hymn iris
ivory ivy jack jade jasmine jay jersey jet jewel job jolly jordan joy judge june justice keen kent key
keys kind king kit knight lake lamb lance land lane lark laurel law lawn leaf lee lever light lily lincoln
little lock london long lord love loveday lovely low loyal lucky major manners marina mark marsh marshal
marshall mason max may mayor mead means melody merchant mercy merit merry mike mild miles mill miller
mills minor miracle misty mitch mole money monk moody moon moor more morning morrow moss mustard myrtle
nail nation neat nelson newton nick noble noel noon norm north novel nurse oak ocean olive opal organ
otter ox pace pack page paige pain painter pansy paradise paris park parker parson parsons pat patience
patient patsy peace peach pearl peel penny pepper perfect perry petal peter phoenix pike pilgrim pine
piper pitcher pitt plant pleasant plum poet pollard pool pope poppy porter post potter pound power
precious preston price pride prince prior proud prudence purse queen quest quick quilter race rain raven
ray read reader reason reed reeve reid rice rich rick river rivers rob robin rock rocky rod rook root rose
rosemary rowan royal ruby ruddy rush rusty sage sailor saint sale sally salt sandy sargent savage savannah
scarlet scot scout sea seal self seller senior shade shaft sharp sharpe shepherd shine shore short silver
simple singer skill skinner sky slack slater sly small smart smith smoke snow sole son sonny sorrow south
spark sparks spears speed spencer spicer spring squire staff stag stamp star starling stead steel stella
sterling stern stiles still stock stone storm street strong stuart sue summer summers sunny swan sweet
swift sydney tailor tall tanner taylor teal teller temple terrace thatcher thorn thrift thyme tide tiger
tiller timber toller tom tony trainer tree trinity trip troy true tuck turner underwood usher vale
valentine verger verity victor victoria vine viola violet virtue wade wait wake walker wall wallace waller
want ward ware warren waters weaver webb weeks weir welcome wells west wheeler white whittle wild will
willow wine wing winner winter winters wise wish witty wolf wood woods worth worthy wren wright yard york
young zen
"""

ORDINARY_WORDS = frozenset(_WORDS.split())
"""Case-folded words; a hit of such a word alone is worth a look (should), not proof (must)."""
