"""Sentence patterns with their claims, for training.synthetic: plain tables.

A pattern is (text, claims). Slots: w film, d director, s writer, r producer, p and q actors, k character of p, l of q, z a person
without a credit, g genre, o company, x source work, v its author, cf cd cs ca categories (film, directing, writing, acting),
n count, b body, e festival, m money, t date, y material; a number after a slot picks another film's. [a|b] is one of these wordings.
A claim is (relation, one, two[, status]) by slot; prizes are ("award" or "nomination", film, anchor[, person[, status]]).
"""

from __future__ import annotations

Claim = tuple[str, ...]
Pattern = tuple[str, list[Claim]]


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";")]


GENRES = _list(
    "drama; comedy; thriller; horror film; romantic comedy; documentary; war drama; western; musical; biopic; period drama; crime thriller;"
    "sci-fi epic; black comedy; fantasy; animated comedy; heist film; family film; action thriller; road movie; rom-com; slasher; sci-fi;"
    "coming-of-age drama; superhero film; legal drama; mockumentary; spy thriller; chiller; costume drama; political satire; miniseries"
)
FILM = _list(
    "best film; best picture; Best Feature; best foreign language film; best British film; outstanding British film; Best Documentary;"
    "best animated film; the top prize; Grand Jury Prize; best musical or comedy; best drama; best debut; best cinematography; best editing;"
    "visual effects; best score; the audience award; best international film; best original song; best costume design; production design;"
    "sound; best first feature; best foreign film; make-up; Golden Lion; Palme d'Or; Golden Bear; Grand Prix; Jury Prize; People's Choice Award;"
    "Un Certain Regard prize; Best Narrative Feature; Camera d'Or; best ensemble; best animated short"
)
DIRECTING = _list(
    "best director; Best Director; directing; the best director prize; directing honors; best new director"
)
WRITING = _list(
    "best screenplay; Best Original Screenplay; adapted screenplay; original screenplay; best writing; the screenplay prize"
)
ACTING = _list(
    "best actor; best actress; Best Actor; Best Actress; best supporting actor; best supporting actress; Supporting Actress; leading actress;"
    "lead actor; breakthrough performance; best newcomer; best female lead; male lead; outstanding performance by a female actor;"
    "best actor in a comedy; best actress in a drama"
)
BODIES = _list(
    "Oscars; Academy Awards; Baftas; BAFTA Film Awards; Golden Globes; Golden Globe Awards; Screen Actors Guild Awards; Critics' Choice Awards;"
    "Independent Spirit Awards; Gotham Awards; British Independent Film Awards; European Film Awards; Cesars; Goya Awards;"
    "Chicago Film Critics; New York Film Critics Circle; Los Angeles Film Critics Association; National Board of Review;"
    "London Film Critics' Circle; IFTAs; Filmfare Awards; Emmys; Boston Society of Film Critics; National Society of Film Critics"
)
FESTIVALS = _list(
    "Cannes Film Festival; Venice Film Festival; Toronto International Film Festival; Sundance; Sundance Film Festival; Berlin Film Festival;"
    "Telluride; SXSW; London Film Festival; New York Film Festival; Tribeca; Edinburgh Film Festival; Locarno; Cannes; Venice;"
    "Tribeca Film Festival; Busan International Film Festival"
)
COMPANIES = _list(
    "Warner Bros; Universal; Sony Pictures; Fox Searchlight; A24; Netflix; Lionsgate; Paramount; Miramax; Focus Features; Neon; Disney;"
    "Sony Pictures Classics; Film4; Working Title; Amazon Studios; Blumhouse; Studiocanal; IFC Films; Magnolia Pictures; Dreamworks; Columbia;"
    "New Line; MGM; Pathe; Entertainment One; Plan B; Annapurna; Bleecker Street; Summit; BBC Films; Apple; HBO; Icon; Momentum"
)
COUNTS = _list("two; three; four; five; six; seven; eight; nine; 10; 11; 12; 13")
MONEY = _list(
    "$12.4m; $8.1 million; £3.2m; $45m; $101.6 million; $6.7m; $23 million; €4.1m; £1.1 million; $17.9 million; $250m"
)
DATES = _list(
    "December 22; 14 March; Friday; next month; on 5 November; May 18, 2012; summer 2015; next spring; 24 October; Christmas Day; in June;"
    "later this year"
)
MATERIALS = _list(
    "trailer; teaser; poster; first images; new pictures; clip; synopsis; teaser trailer; first-look image; photos"
)
SOURCES = _list(
    "The Salt Path; A Season in Rye; Nocturne for Six; What the Ferryman Knew; Blue Atlas; The Lodging House; Letters to Ines; Ten Winters;"
    "The Understudy; Small Mercies; Saltwater; The Cartographer; Under Milk Street; Paper Lanterns; The Quarry; Dust and Honey"
)
FOREIGN = _list(
    "La casa del río; Los días largos; El último faro; Un verano sin lluvia; La hija del relojero; Nadie duerme en Lima; Todos los nombres del agua;"
    "El hombre que contaba; Las horas lentas; Mi tía la santa; Donde termina el mar; Cuando vuelvas; Les nuits de Lille; La petite gare; Un dimanche à Brest;"
    "Le dernier bal; Ce que dit la pluie; L'homme de Nantes; Les enfants du canal; Tout va bien, Madeleine; Rien que la mer; Une femme en trop; La maison d'en face;"
    "Das letzte Haus; Die Frau am Fenster; Der lange Winter; Nach dem Sturm; Ein Sommer in Görlitz; Wir sind morgen; Alle Tage Regen; Das Schweigen der Möwen;"
    "La notte dei lupi; Il figlio del fornaio; Le ragazze di Bari; Domani piove; Una casa senza porte; L'ultimo treno; Tutti a tavola; Il mare dentro casa;"
    "O rio e a ponte; A última ceia de Ana; Os dias de sal; Amanhã em Lisboa; Meu pai, o farol; De stille kamer; Het lange wachten; Vandaag niet; Als de dijk breekt;"
    "Det stille huset; Sommeren i Bergen; Ingen vei hjem; Den siste fergen; Min brors hus; Huset ved havet; En lång vinter; Allt jag minns; Flickan från Umeå;"
    "Talven lapset; Meri nukkuu; Ostatni most; Dom bez okien; Cisza nad rzeką; Poslední vlak; Dlouhá zima; Az utolsó nyár; Kuća na vodi; Deniz kıyısında; Uzun kış;"
    "Chandni Raat; Dil Ka Rasta; Meri Gali; Kal Aaj Parso; Bada Ghar; Nadi; Mazha Peyyumbol; Veedu; Shiro no Machi; Kaze no Uta; Yoru no Niwa; Barami bunda;"
    "Uisge; Am Bothan; Yr Ynys; Tŷ Gwag; An Doras; Solas; Zmaj; Pluie; Vento; Regn; Kesä; Ljeto; Lumi; Sol; Neve; Mati; Brev; Isla; Kino; Ulv"
)
ROLES = _list(
    "a retired boxer; a grieving widow; the chief of police; his estranged daughter; a nun; the ghost; a hitman; a young soldier; her boss;"
    "Queen Matilda; Captain Rusk; Inspector Hale; Jonah; Dr Vane; Martha; Nancy Drew; the villain; twin brothers; a schoolteacher; Big Al"
)

PRIZES: list[Pattern] = [
    ("{p} won {ca} for {w}.", [("award", "w", "ca", "p")]),
    ("{p} was named {ca} for {w} at the {b}.", [("award", "w", "ca", "p")]),
    ("{ca} went to {p} for {w}, while {p2} took {ca2} for {w2}.", [("award", "w", "ca", "p"), ("award", "w2", "ca2", "p2")]),
    ("The {ca} prize went to {p} for their role in {w}.", [("award", "w", "ca", "p")]),
    ("{w} won {cf}, and {d} took {cd}.", [("award", "w", "cf"), ("award", "w", "cd", "d")]),
    ("{w} was the big winner, taking {n} prizes including {cf} and {cd} for {d}.", [("award", "w", "n"), ("award", "w", "cf"), ("award", "w", "cd", "d")]),
    ("{d} was named {cd}, with {s} winning {cs} for the same film.", [("award", "w", "cd", "d"), ("award", "w", "cs", "s")]),
    ("{w} leads the field with {n} nominations, including {cf}, {cd} for {d} and {ca} for {p}.", [("nomination", "w", "n"), ("nomination", "w", "cf"), ("nomination", "w", "cd", "d"), ("nomination", "w", "ca", "p")]),
    ("{w2} has {n2}, followed by {w3} with {n3}.", [("nomination", "w2", "n2"), ("nomination", "w3", "n3")]),
    ("{p} is up for {ca} for {w}, alongside {p2} for {w2}, {p3} for {w3} and {p4} for {w4}.", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3"), ("nomination", "w4", "ca", "p4")]),
    ("The nominees for {ca} are {p} ({w}), {p2} ({w2}), {p3} ({w3}) and {p4} ({w4}).", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3"), ("nomination", "w4", "ca", "p4")]),
    ("Competing for {cf} are {w}, {w2}, {w3} and {w4}.", [("nomination", "w", "cf"), ("nomination", "w2", "cf"), ("nomination", "w3", "cf"), ("nomination", "w4", "cf")]),
    ("{w} will compete with {w2} and {w3} for {cf}.", [("nomination", "w", "cf"), ("nomination", "w2", "cf"), ("nomination", "w3", "cf")]),
    ("{cf}\n{w}\n{w2}\n{w3}", [("nomination", "w", "cf"), ("nomination", "w2", "cf"), ("nomination", "w3", "cf")]),
    ("{ca}\n{p}, {w}\n{p2}, {w2}\n{p3}, {w3}", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3")]),
    ("{ca}: {p}, {w}", [("award", "w", "ca", "p")]),
    ("{cf}: {w}", [("award", "w", "cf")]),
    ("{cd}: {d} - {w}", [("award", "w", "cd", "d")]),
    ("In the {ca} category, {p} beat {p2}, nominated for {w2}, with a turn in {w}.", [("award", "w", "ca", "p"), ("nomination", "w2", "ca", "p2")]),
    ("{w2} missed out on {cf}.", [("nomination", "w2", "cf", "", "denied")]),
    ("There was no nomination for {p2}, who had been tipped for {ca} for {w2}.", [("nomination", "w2", "ca", "p2", "denied")]),
    ("{d2} was overlooked for {cd} despite the success of {w2}.", [("nomination", "w2", "cd", "d2", "denied")]),
    ("{w} is also expected to be nominated for {cf}.", [("nomination", "w", "cf", "", "rumoured")]),
    ("{w} was shut out of the {b}.", [("nomination", "w", "b", "", "denied")]),
    ("The {b}-nominated {w} also picked up {cf}.", [("nomination", "w", "b"), ("award", "w", "cf")]),
    ("{w3} has been nominated for {n} awards.", [("nomination", "w3", "n")]),
    ("{w2} took {n2} awards, including {cs} for {s2}.", [("award", "w2", "n2"), ("award", "w2", "cs", "s2")]),
    ("{p} and {q} share the {ca} award for {w}.", [("award", "w", "ca", "p"), ("award", "w", "ca", "q")]),
    ("{w}, {d}'s {g}, was voted {cf} by the {b}.", [("award", "w", "cf"), ("director", "w", "d"), ("genre", "w", "g")]),
    ("The {b} gave {cf} to {d}'s {w} and {ca} to {p2} for {w2}.", [("award", "w", "cf"), ("director", "w", "d"), ("award", "w2", "ca", "p2")]),
    ("{d} won {cd} for the {g} {w}, which stars {p}.", [("award", "w", "cd", "d"), ("genre", "w", "g"), ("cast", "w", "p")]),
    ("{p}, who plays {k} in {w}, is nominated for {ca}.", [("nomination", "w", "ca", "p"), ("plays", "p", "k")]),
    ("{s} was recognised for {cs} for {w}, as were {s2} for {w2} and {s3} for {w3}.", [("nomination", "w", "cs", "s"), ("nomination", "w2", "cs", "s2"), ("nomination", "w3", "cs", "s3")]),
    ("{cd} nominees are {d} for {w}, {d2} for {w2} and {d3} for {w3}.", [("nomination", "w", "cd", "d"), ("nomination", "w2", "cd", "d2"), ("nomination", "w3", "cd", "d3")]),
    ("{p3} ({w3}) and {p4} ({w4}) were also nominated for {ca}.", [("nomination", "w3", "ca", "p3"), ("nomination", "w4", "ca", "p4")]),
    ("{w} - {n}\n{w2} - {n2}\n{w3} - {n3}", [("nomination", "w", "n"), ("nomination", "w2", "n2"), ("nomination", "w3", "n3")]),
    ("{p} ({w}), {p2} ({w2}) and {p3} ({w3}) will [compete|contend|vie] for {ca}.", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3")]),
    ("In the {ca} category, {p} of {w} will face [|off against ]{p2}, [recognised|recognized|nominated] for {w2}.", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2")]),
    ("{p} [faces competition|is joined in the category] from {p2} ({w2}), {p3}, for {w3}, and {p4} for {w4}, for {ca}.", [("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3"), ("nomination", "w4", "ca", "p4")]),
    ("{p} is shortlisted for {ca} for {w}, where [she|he] faces {p2} ({w2}), {p3} ({w3}) and {p4}, for {w4}.", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3"), ("nomination", "w4", "ca", "p4")]),
    ("The other [contenders|nominees|films] [up for|for] {cf} are {w}, the {g2} {w2} and {w3}, [a {g3} about bees|from {d3}].", [("nomination", "w", "cf"), ("nomination", "w2", "cf"), ("nomination", "w3", "cf")]),
    ("[Its|The film's] stars {p} and {q} are up for {ca} and {ca2}, while {w} is in the running for {cf}.", [("nomination", "w", "ca", "p"), ("nomination", "w", "ca2", "q"), ("nomination", "w", "cf")]),
    ("{w} was nominated for {cf}, {cd} and, in the person of {p}, {ca}.", [("nomination", "w", "cf"), ("nomination", "w", "cd"), ("nomination", "w", "ca", "p")]),
    ("{d}'s {w} and {d2}'s {w2} are both up for {cf}. {d} and {d2} are also nominated for {cd}.", [("director", "w", "d"), ("director", "w2", "d2"), ("nomination", "w", "cf"), ("nomination", "w2", "cf"), ("nomination", "w", "cd", "d"), ("nomination", "w2", "cd", "d2")]),
    ("{w}, {w2} and {w3} [all|also] made the [best film|best picture] list.", [("nomination", "w", "b"), ("nomination", "w2", "b"), ("nomination", "w3", "b")]),
    ("{w} and {w2} have {n} [apiece|each|nominations each].", [("nomination", "w", "n"), ("nomination", "w2", "n")]),
    ("{w}, starring {p}, has {n} [nominations|nods], one more than {w2}[|, directed by {d2}].", [("cast", "w", "p"), ("nomination", "w", "n")]),
    ("There was [|also ]nothing for {d}[|, whose {w} had been a favourite].", [("nomination", "w", "b", "d", "denied"), ("director", "w", "d")]),
    ("[Among those left out was|A notable absentee was|Conspicuous by his absence was] {d} for {w}.", [("nomination", "w", "b", "d", "denied")]),
    ("{w} was [also passed over|ignored|snubbed] by the {b}.", [("nomination", "w", "b", "", "denied")]),
    ("{s} is [in the running|up] for {cs} for {w}; {p2} is nominated for {ca} for the {g2} {w2}; and {d3} is up for {cd} for {w3}.", [("nomination", "w", "cs", "s"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "cd", "d3")]),
    ("{p} [was also honoured|picked up a second nomination], for {ca}, for {w2}.", [("nomination", "w2", "ca", "p")]),
    ("The [film|movie] {w} [took|won|collected] {cf}, [its|the film's] only award [of the night|of the evening].", [("award", "w", "cf")]),
    ("The ceremony's [biggest surprise|shock] came when {p} [beat|was chosen over] favourite {p2}, of {w2}, to {ca} for {w}.", [("award", "w", "ca", "p"), ("cast", "w2", "p2")]),
    ("{cf} went to {w}, {cd} to {d2} for {w2} and {cs} to {s3} for {w3}.", [("award", "w", "cf"), ("award", "w2", "cd", "d2"), ("award", "w3", "cs", "s3")]),
    ("{w} ({cf}), {w2} ({cf2}) and {w3} ({cf3}) [also won|were among the other winners].", [("award", "w", "cf"), ("award", "w2", "cf2"), ("award", "w3", "cf3")]),
    ("{p}, who won {ca} for {w2} [last year|two years ago], [presented the prize|was in the audience].", [("award", "w2", "ca", "p")]),
    ("[Last year's|The 2006] {cf} winner, {w2}, [went on to make {m2}|was directed by {d2}].", [("award", "w2", "cf")]),
    ("{p}'s performance as {k} in {w} [brought|earned] [her|him] {ca}.", [("award", "w", "ca", "p"), ("cast", "w", "p"), ("plays", "p", "k")]),
    ("{g} {w}, [starring|with] {p} and {q}, has [eight|the most] nominations[|, including {cf}].", [("genre", "w", "g"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("{d} accepted [the prize|the award] for {w}, a {g} set in Mali.", [("director", "w", "d"), ("genre", "w", "g")]),
    ("{cf}\n{w} - {d}\n{w2} - {d2}\n{w3} - {d3}", [("nomination", "w", "cf"), ("nomination", "w2", "cf"), ("nomination", "w3", "cf"), ("director", "w", "d"), ("director", "w2", "d2"), ("director", "w3", "d3")]),
    ("{ca}\n{p} - {w}\n{p2} - {w2}\n{p3} - {w3}\n\n{cs}\n{s} - {w}\n{s2} - {w2}", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3"), ("nomination", "w", "cs", "s"), ("nomination", "w2", "cs", "s2")]),
    ("{cf} - {w}\n{cd} - {d}, {w}\n{ca} - {p2}, {w2}\n{cs} - {s3}, {w3}", [("award", "w", "cf"), ("award", "w", "cd", "d"), ("award", "w2", "ca", "p2"), ("award", "w3", "cs", "s3")]),
    ("{cf}: {w}\n{cd}: {d} ({w})\n{ca}: {p} ({w})\n{cf2}: {w2}", [("award", "w", "cf"), ("award", "w", "cd", "d"), ("award", "w", "ca", "p"), ("award", "w2", "cf2")]),
    ("{w} [lost|lost out] to {w2} in the {cf} category.", [("nomination", "w", "cf"), ("award", "w2", "cf")]),
]  # fmt: skip
CREDITS: list[Pattern] = [
    ("{w}, directed by {d}, stars {p} as {k}.", [("director", "w", "d"), ("cast", "w", "p"), ("plays", "p", "k")]),
    ("{d}'s {g} {w} stars {p} and {q}.", [("director", "w", "d"), ("genre", "w", "g"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("{p} and {q} star in {w}, a {g} from {d}.", [("cast", "w", "p"), ("cast", "w", "q"), ("genre", "w", "g"), ("director", "w", "d")]),
    ("{p} has signed on to star opposite {q} in {w} for {o}.", [("cast", "w", "p"), ("cast", "w", "q"), ("company", "w", "o")]),
    ("{p} is in talks to join {q} in {w}.", [("cast", "w", "p", "rumoured"), ("cast", "w", "q")]),
    ("{p} has dropped out of {w}, and {q} will take over the role of {l}.", [("cast", "w", "p", "denied"), ("cast", "w", "q"), ("plays", "q", "l")]),
    ("{d} will direct from a script by {s}.", [("director", "w", "d"), ("writer", "w", "s")]),
    ("{s} wrote the screenplay and {r} is producing for {o}.", [("writer", "w", "s"), ("producer", "w", "r"), ("production", "w", "o")]),
    ("The film follows {k} ({p}) and {l} ({q}).", [("cast", "w", "p"), ("cast", "w", "q"), ("plays", "p", "k"), ("plays", "q", "l")]),
    ("The {g} also features {q} as {l}.", [("genre", "w", "g"), ("cast", "w", "q"), ("plays", "q", "l")]),
    ("{p2}, best known for {w2}, will play {k}.", [("cast", "w2", "p2"), ("cast", "w", "p2"), ("plays", "p2", "k")]),
    ("{w2} star {p2} was seen with {w3} director {d3}.", [("cast", "w2", "p2"), ("director", "w3", "d3")]),
    ("{d2}, who made {w2}, and {d3} ({w3}) were also present.", [("director", "w2", "d2"), ("director", "w3", "d3")]),
    ("{o} will release {w} on {t}.", [("distributor", "w", "o"), ("release", "w", "t")]),
    ("{w} opens {t}.", [("release", "w", "t")]),
    ("{o} has moved {w} to {t}, while {w2} goes out on {t2}.", [("distributor", "w", "o"), ("release", "w", "t"), ("release", "w2", "t2")]),
    ("{w} premiered at {e}.", [("screening", "w", "e")]),
    ("{w}, {w2} and {w3} will screen at the {e}.", [("screening", "w", "e"), ("screening", "w2", "e"), ("screening", "w3", "e")]),
    ("{w} ({d}), {w2} ({d2}) and {w3} ({d3}) are in competition at {e}.", [("director", "w", "d"), ("director", "w2", "d2"), ("director", "w3", "d3"), ("screening", "w", "e"), ("screening", "w2", "e"), ("screening", "w3", "e")]),
    ("{w} took {m} in its first weekend, beating {w2} with {m2}.", [("box_office", "w", "m"), ("box_office", "w2", "m2")]),
    ("In third place was {w3}, starring {p3}, with {m3}.", [("box_office", "w3", "m3"), ("cast", "w3", "p3")]),
    ("{w2}, which stars {p2}, slipped to second with {m2}.", [("box_office", "w2", "m2"), ("cast", "w2", "p2")]),
    ("{p}'s {g} {w} entered at number four.", [("cast", "w", "p"), ("genre", "w", "g")]),
    ("{d} directed {p} in {w} and {p2} in the {g2} {w2}.", [("director", "w", "d"), ("cast", "w", "p"), ("director", "w2", "d"), ("cast", "w2", "p2"), ("genre", "w2", "g2")]),
    ("{r} and {s} produced {w}.", [("producer", "w", "r"), ("producer", "w", "s")]),
    ("{w} is produced by {r}, whose credits include {w2} and {w3}.", [("producer", "w", "r"), ("producer", "w2", "r"), ("producer", "w3", "r")]),
    ("{o}'s {w} is a {g}, written and directed by {d}.", [("company", "w", "o"), ("genre", "w", "g"), ("writer", "w", "d"), ("director", "w", "d")]),
    ("Also on the slate are {d2}'s {w2} and the {g3} {w3}, with {p3}.", [("director", "w2", "d2"), ("genre", "w3", "g3"), ("cast", "w3", "p3")]),
    ("The {e} [will open|opens|opened] with {w}, [a {g} by|from] {d}, and [will close|closes|closed] with {d2}'s {w2}.", [("screening", "w", "e"), ("screening", "w2", "e"), ("director", "w", "d"), ("director", "w2", "d2")]),
    ("{w}, shown out of competition at {e}, [drew boos|was warmly received].", [("screening", "w", "e")]),
    ("[Other titles in the line-up|Also in the programme|Also selected] are {d}'s {w}, {w2} [by|from] {d2}, and {w3}, [with|starring] {p3}.", [("director", "w", "d"), ("director", "w2", "d2"), ("cast", "w3", "p3")]),
    ("Among the [films|titles] [at {e}|bound for {e}] are {w}, [starring|with] {p}, {w2}, {d2}'s {g2}, and {w3}.", [("screening", "w", "e"), ("screening", "w2", "e"), ("screening", "w3", "e"), ("cast", "w", "p"), ("director", "w2", "d2"), ("genre", "w2", "g2")]),
    ("{w}, {d} (France)\n{w2}, {d2} (Japan, US)\n{w3}, {d3} (UK)\n{w4}, {d4} (Italy)", [("director", "w", "d"), ("director", "w2", "d2"), ("director", "w3", "d3"), ("director", "w4", "d4")]),
    ("The jury is [headed|chaired|led] by {z}, and includes actress {p2}, the star of {w2}, and {w3} director {d3}.", [("cast", "w2", "p2"), ("director", "w3", "d3")]),
    ("{w} [star|actor|lead] {p} [and|has joined] {w2} [actress|star] {p2} [are to lead|in] {d3}'s {w3}.", [("cast", "w", "p"), ("cast", "w2", "p2"), ("director", "w3", "d3"), ("cast", "w3", "p"), ("cast", "w3", "p2")]),
    ("{w} ({d}, 2009) and {w2} (1978, dir. {d2}) are [|also ]worth a look.", [("director", "w", "d"), ("director", "w2", "d2")]),
    ("{w} (2017): {d}'s {g} [about a lighthouse|is set at sea]. {p} and {q} star.", [("director", "w", "d"), ("genre", "w", "g"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("1. {w}, {m}\n2. {w2}, {m2}\n3. {w3}, {m3}", [("box_office", "w", "m"), ("box_office", "w2", "m2"), ("box_office", "w3", "m3")]),
    ("1. {w} ({o}) - {m}\n2. {w2} ({o2}) - {m2}\n3. {w3} ({o3}) - {m3}", [("box_office", "w", "m"), ("box_office", "w2", "m2"), ("box_office", "w3", "m3"), ("distributor", "w", "o"), ("distributor", "w2", "o2"), ("distributor", "w3", "o3")]),
    ("{o}'s {w} [came second|was second] with {m}, ahead of {o2}'s {w2}, which [added|took] {m2}.", [("distributor", "w", "o"), ("box_office", "w", "m"), ("distributor", "w2", "o2"), ("box_office", "w2", "m2")]),
    ("{o} has [dated|set a date for] {w}: {t}. The {g2} {w2} [moves|shifts] to {t2}.", [("distributor", "w", "o"), ("release", "w", "t"), ("release", "w2", "t2"), ("genre", "w2", "g2")]),
    ("{o} has sold {w} to {o2} for [the UK|North America], and {w2} to {o3} for [France|Spain].", [("sales", "w", "o"), ("distributor", "w", "o2"), ("sales", "w2", "o"), ("distributor", "w2", "o3")]),
    ("{w}, from {o} and producers {r} and {s}, [shoots|will shoot] in May.", [("production", "w", "o"), ("producer", "w", "r"), ("producer", "w", "s")]),
    ("{w} begins streaming on {o} {t}.", [("streamer", "w", "o"), ("release", "w", "t")]),
    ("{p} and {q}, who [played|were] {k} and {l} in {w}, [will reunite|are back together] in {w2}.", [("cast", "w", "p"), ("cast", "w", "q"), ("plays", "p", "k"), ("plays", "q", "l"), ("cast", "w2", "p"), ("cast", "w2", "q")]),
    ("{d} is to make {w}, about {z}, and then {w2}, based on {v2}'s {x2}.", [("director", "w", "d"), ("director", "w2", "d"), ("author", "w2", "v2"), ("source", "w2", "x2")]),
]  # fmt: skip

# A story keeps to its film w: it is led in, then followed without being named; asides name other films in passing.
HEADLINES = ("{w}: first look", "{p} to star in {w}", "{w} review", "{d} plans {w}", "New role for {p}")
LEADS: list[Pattern] = [
    ("{p} [is to star|will star|has been cast] in {w}, [|a new {g} ]from [|director |film-maker ]{d}.", [("cast", "w", "p"), ("director", "w", "d")]),
    ("[Director|Film-maker|Filmmaker] {d} [has begun|is to begin|has finished] work on {w}, a {g} [starring|with|led by] {p} and {q}.", [("director", "w", "d"), ("genre", "w", "g"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("[A new|The first|A] trailer for {d}'s {g} {w} has [arrived|been released|landed].", [("director", "w", "d"), ("genre", "w", "g")]),
    ("{o} has [released|unveiled|shared] new [images|pictures] from {w}, the [new|upcoming|forthcoming] {g} from {d}.", [("company", "w", "o"), ("genre", "w", "g"), ("director", "w", "d")]),
    ("{o} has [acquired|picked up|bought] [US|UK|North American|worldwide] rights to {d}'s {w}.", [("distributor", "w", "o"), ("director", "w", "d")]),
    ("[Actor|Actress|Oscar winner|British star] {p} has [spoken of|defended|talked about] [his|her] role in {w}.", [("cast", "w", "p")]),
    ("{w} has topped the [UK and Ireland|North American|US|French] box office[| for a second week], taking {m}.", [("box_office", "w", "m")]),
    ("[Hollywood|New] {g} {w} has [gone straight in at|opened at] number one in [the US|North America|the UK], making {m} [|in its first three days].", [("genre", "w", "g"), ("box_office", "w", "m")]),
    ("{w}, {d}'s [new film|debut|latest|first feature|follow-up to {w2}], [opened|will open|closed] the {e} [|on Thursday].", [("director", "w", "d"), ("screening", "w", "e")]),
    ("{d} has [made|directed] [a|another] {g}: {w}.", [("director", "w", "d"), ("genre", "w", "g")]),
    ("There is a moment in {w} when {p} [laughs|says nothing|looks away].", [("cast", "w", "p")]),
    ("{w} is [a|the sort of|one of those] {g}[s|] [|that] [you want to like|that grows on you].", [("genre", "w", "g")]),
    ("[Work on|Filming of|The shoot of] {w}, the {g} based on {v}'s [novel|bestseller|book] {x}, has [ended|begun].", [("genre", "w", "g"), ("author", "w", "v"), ("source", "w", "x")]),
    ("{o} and {d} are [reuniting|teaming up|working together] on {w}.", [("company", "w", "o"), ("director", "w", "d")]),
    ("{p} and {q} [lead|head] the cast of {w}[|, which goes into production next month].", [("cast", "w", "p"), ("cast", "w", "q")]),
    ("{p} is in [talks|negotiations] to [star in|join|lead] {w}, [|sources say].", [("cast", "w", "p", "rumoured")]),
    ("[The first|A new|A second] {y} for {w}[, directed by {d},|] [has been released|is here|arrived on Friday].", [("material", "w", "y")]),
    ("{o} has [released|unveiled|debuted] [a|the] [new|first] {y} for {d}'s {w}.", [("material", "w", "y"), ("company", "w", "o"), ("director", "w", "d")]),
    ("{o} has [moved|pushed|shifted] {w} from {t2} to {t}.", [("distributor", "w", "o"), ("release", "w", "t2", "denied"), ("release", "w", "t")]),
    ("{w} [will|is to] [be released|arrive|open] [on |]{t}[| in the US][|, {o} has announced].", [("release", "w", "t")]),
    ("{v}'s [bestselling|1962|debut] novel {x} is to be [filmed|adapted|made into a film called {w}].", [("source", "w", "x"), ("author", "w", "v")]),
    ("{s} is adapting {v}'s {x} [for {o}|for the screen] as {w}.", [("writer", "w", "s"), ("author", "w", "v"), ("source", "w", "x")]),
    ("{w} had its [world|European|UK] premiere at [|the ]{e} [on Sunday|last night].", [("screening", "w", "e")]),
    ("The {e} has [added|invited] {d}'s {w} [to its programme|to close the festival].", [("director", "w", "d"), ("screening", "w", "e")]),
    ("[Star|Actor] {p} [walked the red carpet|took questions] at [|the ]{e} for {w}.", [("cast", "w", "p"), ("screening", "w", "e")]),
    ("{p} will not [return for|appear in|be in] {w}[|, it has been confirmed].", [("cast", "w", "p", "denied")]),
    ("{w}\nDirected by {d}\nWith {p}, {q}\n", [("director", "w", "d"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("{w} ([15|12A|PG|18|R|PG-13], [98|104|121|133] mins) [Dir|Director]: {d}. [Starring|With|Cast]: {p}, {q}.", [("director", "w", "d"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("{d}'s {w} [is|was] the [surprise|hit] of {e}.", [("director", "w", "d"), ("screening", "w", "e")]),
]  # fmt: skip
FOLLOWS: list[Pattern] = [
    ("[It|The film|The movie|The picture] also stars {q}.", [("cast", "w", "q")]),
    ("[The {g}|It|The film] [co-stars|features] {p} [as|in the role of] {k} and {q} as {l}.", [("cast", "w", "p"), ("cast", "w", "q"), ("plays", "p", "k"), ("plays", "q", "l")]),
    ("{p} [plays|will play|is] {k}[|, who comes home after the war].", [("cast", "w", "p"), ("plays", "p", "k")]),
    ("{q} [plays|is|appears as] {l}, with {p} as {k}.", [("cast", "w", "q"), ("plays", "q", "l"), ("cast", "w", "p"), ("plays", "p", "k")]),
    ("[In the film,|Here] {p} [plays|is] {k}.", [("cast", "w", "p"), ("plays", "p", "k")]),
    ("The cast [also includes|is rounded out by|features] {p}, {q} and {p2}.", [("cast", "w", "p"), ("cast", "w", "q"), ("cast", "w", "p2")]),
    ("{d} [directs|is directing|will direct|is at the helm].", [("director", "w", "d")]),
    ("{d} is directing from a [script|screenplay] by {s}[| and {d2}].", [("director", "w", "d"), ("writer", "w", "s")]),
    ("{s} [wrote|has written|adapted] the [script|screenplay].", [("writer", "w", "s")]),
    ("[It was|The script is|The screenplay was] written by {s}[|, who has been nominated for an Emmy].", [("writer", "w", "s")]),
    ("{d}, who [also wrote the script|wrote it|wrote the screenplay], [said he was proud of the result|shot it in 24 days].", [("director", "w", "d"), ("writer", "w", "d")]),
    ("{r} and {s} [are producing|produce|will produce][|, with filming due to start in May].", [("producer", "w", "r"), ("producer", "w", "s")]),
    ("{r} produces for {o}.", [("producer", "w", "r"), ("production", "w", "o")]),
    ("Producer {r} [said the budget was modest|would not be drawn on the ending|told reporters it had been a hard shoot].", [("producer", "w", "r")]),
    ("{o} will [release|distribute|open] [it|the film] [|in the US|in the UK] [on |]{t}.", [("distributor", "w", "o"), ("release", "w", "t")]),
    ("[It|The film|The movie] [opens|is out|is released|hits cinemas|arrives in theaters] [|in the UK |in the US ][on |]{t}.", [("release", "w", "t")]),
    ("[It|The film] [had its world premiere|premiered|was first shown] at [|the ]{e}[| last year].", [("screening", "w", "e")]),
    ("[It|The film] will [screen|play|be shown] at [|the ]{e} and {e2}.", [("screening", "w", "e"), ("screening", "w", "e2")]),
    ("[It|The film|The movie] is based on [a|the] [novel|play|memoir] by {v}.", [("author", "w", "v")]),
    ("[It|The film] is [based on|adapted from|taken from] {x}, {v}'s [1987|best-selling|acclaimed] [novel|memoir].", [("source", "w", "x"), ("author", "w", "v")]),
    ("The novel {x} [sold two million copies|was a bestseller][| on its release in 1994].", [("source", "w", "x")]),
    ("[It|The film|The picture] has [now |so far |]made {m} [worldwide|in the US|around the world].", [("box_office", "w", "m")]),
    ("[Its|The film's] total [now stands at|is|has reached] {m}.", [("box_office", "w", "m")]),
    ("[It|The film] is [backed|financed|made] by {o}.", [("production", "w", "o")]),
    ("{o} is [handling international sales|selling the film overseas|the sales agent].", [("sales", "w", "o")]),
    ("[It|The film] [won|took home] {cf}[| at the {b}] [last year|in January].", [("award", "w", "cf")]),
    ("{d} [won|took] {cd} for [it|the film].", [("award", "w", "cd", "d")]),
    ("{p} is [nominated|up] for {ca} [for the role|for the film|for his performance].", [("nomination", "w", "ca", "p")]),
    ("[It|The film|The movie] has been nominated for {n} {b}.", [("nomination", "w", "n")]),
    ("{p}'s co-star {q} [was not at the screening|agreed|said he had been nervous].", [("cast", "w", "p"), ("cast", "w", "q")]),
    ("[There are also roles for|Look out for|Smaller parts go to] {q} and {p}.", [("cast", "w", "q"), ("cast", "w", "p")]),
    ("{q} [steals every scene as|is very funny as|is wasted as] {l}.", [("cast", "w", "q"), ("plays", "q", "l")]),
    ("{k} ({p}) [falls in love with|is hired by|must protect] {l} ({q}).", [("cast", "w", "p"), ("cast", "w", "q"), ("plays", "p", "k"), ("plays", "q", "l")]),
    ("{p} [replaces|has replaced|takes over from] {q}, who [left|dropped out|pulled out] [in March|because of a clash of dates].", [("cast", "w", "p"), ("cast", "w", "q", "denied")]),
    ("{d} took over as director after {d2} left.", [("director", "w", "d"), ("director", "w", "d2", "denied")]),
    ("{q} is [also rumoured to be|said to be|reportedly] [in the cast|involved|in talks to join].", [("cast", "w", "q", "rumoured")]),
    ("[It|The film] had been due to open {t2} but will now arrive {t}.", [("release", "w", "t2", "denied"), ("release", "w", "t")]),
    ("It [could|may|is expected to] be released {t}.", [("release", "w", "t", "rumoured")]),
    ("The {g} [runs to two and a half hours|was shot in Hungary|has divided critics].", [("genre", "w", "g")]),
    ("[The film,|The movie,] [a|described as a] {g}, [tells of a family at war|is set in the 1950s].", [("genre", "w", "g")]),
    ("{p} [worked|trained] for [six|three] months for the [part|role].", [("cast", "w", "p")]),
    ("{d}'s [film|movie|picture|{g}] [has|had] been [tipped for awards|in the works for years|shown to buyers].", [("director", "w", "d")]),
    ("[First-timer|Newcomer|Veteran|Debutant] {d} [directed|directs|is behind the camera].", [("director", "w", "d")]),
    ("{d}, who made [his|her] debut with 2017's {w2}, directs.", [("director", "w2", "d"), ("director", "w", "d")]),
    ("[A|The first|A new] {y} [is|has been|was] [out|online|released].", [("material", "w", "y")]),
    ("{q} [joins|is joined by|rejoins] {p} [in the cast|on the call sheet][| as {l}].", [("cast", "w", "q"), ("cast", "w", "p")]),
    ("[It|The film] will be [in cinemas|in theaters|on screens] from {t}[| in the UK|, its distributor said].", [("release", "w", "t")]),
    ("{o} [and {o2} are|is] [co-producing|producing|behind the film].", [("production", "w", "o")]),
    ("[Executive producers|Producers] are {r} and {s}[| of {o}].", [("producer", "w", "r"), ("producer", "w", "s")]),
    ("[In it|In the movie|Here], {p}'s character, {k}, [discovers a secret|inherits a hotel|falls ill].", [("cast", "w", "p"), ("plays", "p", "k")]),
    ("{s}, the writer of {w2}, [penned|is writing|is polishing] the [script|screenplay].", [("writer", "w2", "s"), ("writer", "w", "s")]),
    ("[It|The film] is {d}'s [first|third|latest] since {w2}.", [("director", "w", "d"), ("director", "w2", "d")]),
    ("{s} [adapted|turned] [it|the story] from [his|her] own [novel|play|short story].", [("writer", "w", "s"), ("author", "w", "s")]),
    ("It is a [remake|reworking] of {w2}, [the 1974 {g2}|a French hit][| directed by {d2}].", [("genre", "w2", "g2")]),
    ("[It|The film] [plays|played|bows|screens] [in competition |out of competition |]at [|the ]{e}[| in May].", [("screening", "w", "e")]),
    ("[It|The film] was [selected for|turned down by] the {b}.", []),
    ("[It|The film] [came out|was released|opened] [in the UK |in the US |]{t}.", [("release", "w", "t")]),
    ("[It|The movie] [arrives on|comes to|streams on] {o} {t}.", [("streamer", "w", "o"), ("release", "w", "t")]),
    ("[It|The film] is [available|out] on [DVD|Blu-ray|demand] from {t}.", [("release", "w", "t")]),
    ("{o} opens [it|the film] wide {t}.", [("distributor", "w", "o"), ("release", "w", "t")]),
    ("A [release date|date] has [not|yet] to be [set|announced].", []),
    ("Director {d}[, 42,|] and [star|leading man|leading lady] {p} [attended|were at] the screening.", [("director", "w", "d"), ("cast", "w", "p")]),
    ("{p}, [34|27|61], who plays {k}, [said it was cold|did his own stunts].", [("cast", "w", "p"), ("plays", "p", "k")]),
    ("{p} and {q} [reprise|return to] their roles as {k} and {l}.", [("cast", "w", "p"), ("cast", "w", "q"), ("plays", "p", "k"), ("plays", "q", "l")]),
    ("{p} is said to be [eyeing|circling|close to] the role of {k}.", [("cast", "w", "p", "rumoured"), ("plays", "p", "k")]),
    ("{d} [denied|has denied] that {p} [is in the film|would return].", [("director", "w", "d"), ("cast", "w", "p", "denied")]),
    ("[Rumours|Reports] that {d2} would direct [are false|were denied].", [("director", "w", "d2", "denied")]),
    ("{d2} [was originally due|had been set] to direct but [left|walked away].", [("director", "w", "d2", "denied")]),
]  # fmt: skip
ASIDES: list[Pattern] = [
    ("{p} is best known for [|the {g2} ]{w2}[| and {w3}].", [("cast", "w2", "p")]),
    ("{p}, who [starred in|appeared in|was seen in|found fame in] {w2} and {w3}, [said it was an honour|is 34|trained at Rada].", [("cast", "w2", "p"), ("cast", "w3", "p")]),
    ("{d}[, whose {w2} won {cf},|, whose last film was {w2},] [lives in Leeds|is now at work on a series].", [("director", "w2", "d")]),
    ("{d}'s [previous|earlier] films include {w2}, {w3} and {w4}.", [("director", "w2", "d"), ("director", "w3", "d"), ("director", "w4", "d")]),
    ("{w2} actor {q} [also appears|plays his brother|has a small part].", [("cast", "w2", "q"), ("cast", "w", "q")]),
    ("{w2} star {p2} was [originally|first] offered the role.", [("cast", "w2", "p2")]),
    ("{w2} [director|film-maker] {d2} was [also|once] [linked to the project|considered].", [("director", "w2", "d2")]),
    ("[She|He] was nominated for {ca} for {w2}.", [("nomination", "w2", "ca")]),
    ("{s} [wrote|co-wrote] {w2} with {d2}.", [("writer", "w2", "s"), ("writer", "w2", "d2")]),
    ("{s} ({w2}) wrote the [script|screenplay].", [("writer", "w2", "s"), ("writer", "w", "s")]),
    ("{r}, the producer of {w2}, [is also on board|said the film would go ahead].", [("producer", "w2", "r")]),
    ("{p} will [next|soon] be seen in {o2}'s {w3}.", [("cast", "w3", "p"), ("company", "w3", "o2")]),
    ("{p} and {q} [worked together|met] on {d2}'s {w2}.", [("cast", "w2", "p"), ("cast", "w2", "q"), ("director", "w2", "d2")]),
    ("[Fans|Critics] have compared it [to|with] {w2} and {w3}.", []),
    ("It is [a sequel|the follow-up] to {w2}, which made {m2}[| in 2004].", [("box_office", "w2", "m2")]),
    ("The [original|first film], {w2}, was directed by {d2}[| and starred {p2}].", [("director", "w2", "d2")]),
    ("{z} of The Guardian [gave it three stars|called it a triumph].", []),
    ("{z}, a spokesman for {o}, [declined to comment|confirmed the news].", []),
    ("[Box office analyst|Industry analyst] {z} said audiences were [tired|growing].", []),
    ("{p} is [married to|dating|the daughter of] {z}.", []),
    ("{z}, who died in 2003, was [his|her] [father|teacher].", []),
    ("[Last week's leader|Last week's number one] {w2} [fell|slipped] to second with {m2}.", [("box_office", "w2", "m2")]),
    ("The {g2} {w3}, [starring|with] {p3}, [opened|debuted] in third place with {m3}.", [("genre", "w3", "g2"), ("cast", "w3", "p3"), ("box_office", "w3", "m3")]),
    ("{w2}, {w3} and {w4} [made up|completed] the top five.", []),
    ("{v}'s novel {x} [is also being adapted|won the Booker].", []),
    ("[It is|This is] {p}'s first film since {w2}.", [("cast", "w2", "p"), ("cast", "w", "p")]),
    ("[Opposite|Alongside] {q}, [he|she] made {w2} for {d2}.", [("cast", "w2", "q"), ("director", "w2", "d2")]),
    ("{p} won {ca} for {w2}.", [("award", "w2", "ca", "p")]),
    ("{d2}'s {w2} and {d3}'s {w3} [are out|open] the same [day|week].", [("director", "w2", "d2"), ("director", "w3", "d3")]),
    ("[Other films on show are|Also showing are] {w2}, [by|from] {d2}, and {w3}, [with|starring] {p3}.", [("director", "w2", "d2"), ("cast", "w3", "p3")]),
    ("{w2}, the {g2} with {p2} as {k2}, [fell|dropped|slid] from second to third with {m2}.", [("genre", "w2", "g2"), ("cast", "w2", "p2"), ("plays", "p2", "k2"), ("box_office", "w2", "m2")]),
    ("{w2}, by [Belgian|British|veteran|first-time] director {d2}, and [US director|France's] {d3}'s {w3} [went home empty-handed|are also on the list].", [("director", "w2", "d2"), ("director", "w3", "d3")]),
    ("[Shooting|Filming|Production] [begins|starts|will start] {t}.", []),
    ("The festival [runs until|opens|ends] {t}.", []),
    ("The ceremony [is|will take place|airs] {t}.", []),
    ("{z} will [give a talk|publish a memoir|play Hamlet on stage] {t}.", []),
    ("[It|The film] cost {m} to make.", []),
    ("{z} was paid {m}[|, according to court papers].", []),
    ("{o2} [declined to comment|is up for sale|has laid off staff].", []),
    ("{z} of {o2} [brokered the deal|said business was good].", []),
    ("{z} was given an honorary award at [|the ]{e}.", []),
    ("{z}'s [play|novel|album] {x2} [opens on Broadway|is out] {t}.", []),
    ("{z} [headed|chaired] the jury at [|the ]{e}.", []),
    ("The [real|actual] {k} [died in 1977|has not been asked].", []),
    ("{p2}, the {w2} star, and {q2}, who appeared in {w3}, were [among the guests|also considered].", [("cast", "w2", "p2"), ("cast", "w3", "q2")]),
    ("{p}'s [credits|films|other films] [include|range from] {w2}, {w3} and {w4}.", [("cast", "w2", "p"), ("cast", "w3", "p"), ("cast", "w4", "p")]),
    ("{p} ({w2}, {w3}) and {q} ({w4}) [star|also star|lead the cast].", [("cast", "w2", "p"), ("cast", "w3", "p"), ("cast", "w4", "q"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("{d} ({w2}) [directs|is directing|will direct] from a script by {s} ({w3}).", [("director", "w2", "d"), ("director", "w", "d"), ("writer", "w3", "s"), ("writer", "w", "s")]),
    ("[The role|It] made {p} a star, and {w2} and {w3} followed.", [("cast", "w", "p"), ("cast", "w2", "p"), ("cast", "w3", "p")]),
]  # fmt: skip
# A round-up gives each film a heading and a paragraph.
CAPSULES: list[Pattern] = [
    ("{w}\n[Directed by|Dir:|Director:] {d}. [With|Starring|Cast:] {p}, {q}.", [("director", "w", "d"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("{w}\nStarring {p}, {q}\nDirected by {d}\nWritten by {s}", [("cast", "w", "p"), ("cast", "w", "q"), ("director", "w", "d"), ("writer", "w", "s")]),
    ("{w} ★★★[★|]\n[Directed by|Dir] {d}. [Starring|With] {p}, {q}. [Cert 15|12A|PG], [94|107] min", [("director", "w", "d"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("{w}\nA {g} [about a lighthouse keeper|set in 1940s Lisbon]. With {p} and {q}. Written by {s}. Directed by {d}. {o}", [("genre", "w", "g"), ("cast", "w", "p"), ("cast", "w", "q"), ("writer", "w", "s"), ("director", "w", "d"), ("distributor", "w", "o")]),
    ("{w} ({t})\n{d}'s {g} [stars|has|gives us] {p} as {k}.", [("release", "w", "t"), ("director", "w", "d"), ("genre", "w", "g"), ("cast", "w", "p"), ("plays", "p", "k")]),
    ("{t}: {w}\n{p} and {q} [in|star in] a {g} from {d}.", [("release", "w", "t"), ("cast", "w", "p"), ("cast", "w", "q"), ("genre", "w", "g"), ("director", "w", "d")]),
    ("{w} – [A very loud|Charming] {g}, with {p} as {k}. [Out {t}.|On {t}.]", [("genre", "w", "g"), ("cast", "w", "p"), ("plays", "p", "k"), ("release", "w", "t")]),
    ("{w} ([15|PG|18])\n{d}; with {p}, {q}", [("director", "w", "d"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("{w} ({d}, [Italy|France|US|Japan])", [("director", "w", "d")]),
    ("{w} ({o})\n{k} ({p}) [moves in with|is left at the altar by|has to bury] {l} ({q}). {d} directs from a script by {s}.", [("distributor", "w", "o"), ("cast", "w", "p"), ("cast", "w", "q"), ("plays", "p", "k"), ("plays", "q", "l"), ("director", "w", "d"), ("writer", "w", "s")]),
]  # fmt: skip
FILLER = (
    "The ceremony takes place later this month.", "Organisers said they were delighted with the response.", "It was a good night for newcomers.",
    "Critics have been kind.", "No further details were given.", "The winners were announced on Sunday.", "Filming begins in the autumn.",
    "The event drew a crowd of several hundred.", "Tickets go on sale next week.", "Shooting will take place in Ireland and Malta.",
    "The BBC has contacted the studio for comment.", "Fans had gathered outside from early morning.", "Nobody at the studio was available.",
    "It rained all night.", "The soundtrack album is out next month.", "An inquest will be held in London.",
)  # fmt: skip
