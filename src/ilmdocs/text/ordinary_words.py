"""English words that are also people's names: alone they are no proof that somebody is named."""

from __future__ import annotations

_WORDS = """
abbey able ace ally amber angel april archer art ash august aurora autumn avenue bacon bailey baker ball
bank banks barber barker basil bay beach bean beau beck bell berry best bill bird bishop black blair blaze
bliss bloom blossom blue blunt bob bond booker boon booth boss bowl bowman bradley branch brand brewer
bridge bright britain broad brook brooks brother brown buck buckle bull burns burton bury bush butcher
butler candy cannon carol carpenter carter case cash castle chambers chance chapel charity chase check
cherry chester chief china chip christian christmas chuck church clark clay clerk cliff close cloud coach
coin cole comfort constance constant cook cooper coral cotton court cox craft crane creed crisp cross crow
crystal cutter daisy dale dash dawn day dean dear december dell derby dew dexter diamond diary dick dolly
don dot dove drake draper drew duck duke dusty eagle earl earth ease east echo eden elder england english
eve ever evidence ewe fair faith falcon farmer february fender fern field finch fine fish fisher fletcher
flint flood flora flower foot ford forest foster fox frame france francis frank franklin free freed french
friday friend frost fry fuller gale garden gardener gay gene giles gill ginger glass glen glover goal
goals gold golden good gore grace grant gray great green grey grove grow guest guy hale hall hand happy
harbour hardy hare harmony harper hart haven hay hazel head heard heart heath heather herd hill hilton
hobby hollow holly hood hook hooker hope horn house huff hull hunt hunter hurst hymn iris ivory ivy jack
jade january jasmine jay jersey jet jewel job jolly jordan joy judge june justice keen kent key keys kind
king kit knight lake lamb lance land lane lark last laurel law lawn leaf lee level lever light like lily
lincoln little lock london long lord love loveday lovely low loyal lucky major manners marina mark marsh
marshal marshall mason max may mayor mead means melody merchant mercy merit merry mike mild miles mill
miller mills minor miracle misty mitch model mole monday money monk moody moon moor more morning morrow
moss mustard myrtle nail nation neat nelson newton nick noble noel noon norm north novel november nurse
oak ocean october olive opal open options organ otter ox pace pack page paige pain painter pansy paradise
paris park parker parson parsons pass pat patience patient patsy peace peach pearl peel penny people
pepper perfect perry person petal peter phoenix pike pilgrim pine pink piper pitcher pitt plan plant
pleasant plum poet pollard pool pope poppy porter post potter pound power precious preston price pride
prince prior problem proud prudence purse put queen quest quick quilter race rain raven ray read reader
reality reason red reed reeve reid rice rich rick river rivers rob robin rock rocky rod rook root rose
rosemary rowan royal ruby ruddy rush rusty sage sailor saint sale sally salt sandy sargent saturday savage
savannah scarlet scot scout sea seal self seller senior september seven shade shaft sharp sharpe shepherd
shine shore short silver simple singer skill skinner sky slack slater sly small smart smith smoke snow
sole son sonny sorrow south spark sparks spears speed spencer spicer spring squire staff stag stamp star
starling stead steel stella sterling stern stiles still stock stone storm street strong stuart sue summer
summers sunday sunny swan sweet swift sydney tailor tall tanner taylor teal teller temple terrace thatcher
thorn thrift thursday thyme tide tiger tiller timber toller tom tony trainer tree trinity trip troy true
tuck tuesday turner underwood usher vale valentine verger verity victor victoria vine viola violet virtue
wade wait wake walker wall wallace waller want ward ware warren waters weaver webb wednesday weeks weir
welcome wells west wheeler white whittle wild will willow wine wing winner winter winters wise wish witty
wolf wood woods worth worthy wren wright yard york young zen
"""
_COMMON = """
a about after again all also always am an and another any are as asked assessor at back bad be because
been before being big both but by called came can client coachee coaching could cousin dad daddy did
director do doctor does done each eight even every few fifth first five for four from get gets getting
girl go going gone got had has have he her here hers him his how i if in into is it its just keep kept
know known lad lady large later leader learner least less let life listen made make man manager many me
member mentee mentor mentoring might mine most mother mr mrs ms much mum must my name named new next nice
nine no nor not now number off often old on once one only or other our ours out over own part portfolio
right role said same saw say says second see seen session sessions set she should since sister six so some
someone soon such supervisor take talk team ten than that the their them then there these they thing think
third this those three through to today together told too took top tutor two under until up us use used
very was way we well went were what when where which while who whole whose why with work would year years
yes yesterday yet you your
"""

ORDINARY_WORDS = frozenset(_WORDS.split())
"""Case-folded words; a hit of such a word alone is worth a look (should), not proof (must)."""
COMMON_WORDS = frozenset(_COMMON.split())
"""Words of every text: as part of a name of several words (`The Boss`) they are not looked for alone."""
