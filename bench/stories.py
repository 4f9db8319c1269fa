"""Short press stories about anything but films, in this project's own words, about invented people and places: subject, (title, text).

Several lean on words that the film press uses too: a director of football, a premiere on stage, a star of the table.
"""

from __future__ import annotations

OTHER: dict[str, tuple[str, str]] = {
    "sport": (
        "Easterly sack Brannigan after cup defeat",
        "Easterly have parted company with their manager Colm Brannigan after a 3-0 defeat at home in the fourth round of the cup.\n\n"
        "The club said that its director of football, Piet Maas, would take training until a successor was found. The striker Dele Okoro, the "
        "star of last season's run, missed a penalty in the second half and was booed off the pitch.\n\n"
        "Brannigan, 51, won nine of his 30 games in charge. His side lie 19th in the table with two matches in hand, and play at Marrow Vale "
        "on Saturday. Several players were said to be unhappy with the role that he had given them on the left of midfield.",
    ),
    "business": (
        "Harrow & Pell raises forecast as sales of kettles jump",
        "Shares in Harrow & Pell rose 6 percent on Tuesday after the maker of household goods lifted its profit forecast for the second time "
        "this year.\n\nThe company said that revenue grew 11 percent in the three months to June, helped by a new range of kettles and by lower "
        "costs of steel. Its managing director, Ingrid Voss, told investors that orders from Germany were strong.\n\n"
        "Analysts had expected a fall. The group plans to open a plant near Leeds and to produce a million toasters a year there. It will pay an "
        "interim dividend of 4.2 pence.",
    ),
    "politics": (
        "Minister defends delay to ferry bill",
        "The transport minister has told parliament that a bill on ferry fares will not be put to a vote before the summer.\n\n"
        "Opposition members said that the government had broken a promise made at the election. The leader of the opposition, Nia Trefor, called "
        "the delay a farce and asked the prime minister to act.\n\n"
        "The minister, Aled Quayle, answered that the figures had to be checked first. A committee will hear evidence from island councils in "
        "May. A spokesman declined to comment on reports that two junior ministers had threatened to resign over the issue.",
    ),
    "technology": (
        "Review: the Lumo 4 phone is lighter, dearer and no faster",
        "The Lumo 4 weighs 149 grams, a fifth less than last year's phone, and its screen is brighter. That is most of the good news.\n\n"
        "The processor is the same as before, and so the phone opens apps no faster. Battery life fell to nine hours in our test, from eleven. "
        "The camera takes sharp pictures by day; at night they are grainy. Software updates are promised for five years.\n\n"
        "At 799 it costs a hundred more. Unless you want the lighter case, keep what you have, or wait for the release of its rival in autumn.",
    ),
    "music": (
        "Gilded Lemur announce first album in nine years",
        "The rock group Gilded Lemur will release their sixth album on 12 September, their first since 2022, the band's label said on Monday.\n\n"
        "Low Tide was recorded in a barn near Hereford with the singer Mick Prosser's brother on drums. A single, Wet Matches, can be heard from "
        "today. The tour begins in Glasgow and takes in arenas in eleven cities.\n\n"
        "The group have sold eight million records. Their last tour ended early when the keyboard player broke a wrist. Tickets go on sale on "
        "Friday, and fans who order the album will be able to buy theirs two days before.",
    ),
    "games": (
        "Deep Harbour 2 delayed to spring, studio says",
        "Deep Harbour 2, the submarine simulator for consoles and PC, will come out next spring rather than in November, its makers said.\n\n"
        "The developer, Nine Knots, needs the time to fix bugs in the multiplayer mode. Players of the beta complained of crashes and of servers "
        "that could not be reached. The team of 40 will be paid for overtime, it promised.\n\n"
        "The first game sold two million copies. A patch for it this week adds a new map, three torpedoes and support for controllers. Those who "
        "ordered the sequel early can ask for their money back.",
    ),
    "crime": (
        "Man held after jewels are taken from Fenwick bank",
        "Police have arrested a man of 34 after jewels worth 200,000 were taken from a bank in Fenwick on Sunday night.\n\n"
        "Officers were called when a cleaner found a hole in the wall of the vault. They searched a flat in the same street and found tools and "
        "part of the haul. The man is due in court on Thursday.\n\n"
        "Inspector Moira Lang asked anyone who saw a grey van near the market between ten and midnight to come forward. She said that the "
        "thieves had known the building well and that more arrests were likely.",
    ),
    "theatre": (
        "Stage: a cold Hedda that warms up late at the Old Mill",
        "Ibsen's play is set in a seaside bungalow in this new production at the Old Mill theatre, and for an hour it is as chilly as the "
        "tide.\n\nOrla Fane is a still, watchful Hedda, and her husband is given a comic turn by Tom Abara. The second half is better. The "
        "lighting, by Jun Sato, makes the curtains look like water.\n\n"
        "It is a long evening at three hours, with one interval. The theatre's new seats are a help. Until 4 April; tickets from 18.",
    ),
    "food": (
        "How to store tomatoes, and when to give up on them",
        "A tomato goes on ripening after it is picked, which is why a cold fridge spoils it. Keep it on a plate, stem down, out of the sun.\n\n"
        "When the skin wrinkles, cook it. Cut it in half, add salt, oil and thyme, and roast it in a cast iron pan for forty minutes at 180 "
        "degrees. It will keep for a week in a jar under oil.\n\n"
        "If there is mould, throw it away: on soft fruit it spreads further than you see. Green ones make a good chutney with onions, vinegar "
        "and raisins.",
    ),
    "health": (
        "Study finds no benefit of vitamin D for runners",
        "Taking vitamin D does not make runners faster or spare them injuries, a study of 1,200 amateurs has found.\n\n"
        "Half of the group were given a tablet each day for a year, the others a dummy. Doctors at the University of Stavern saw no difference in "
        "bone density, in times over ten kilometres, or in the number of stress fractures.\n\n"
        "People with a low level at the start were no exception. The authors say that sleep and rest matter more. Anyone with an illness should "
        "ask a doctor before stopping a treatment.",
    ),
    "foreign": (
        "Der neue Film von Lene Brandt startet im Herbst in den Kinos",
        "Der neue Film der Regisseurin Lene Brandt kommt am 12. Oktober in die deutschen Kinos, wie der Verleih am Montag mitteilte.\n\n"
        "Das Drama erzählt von zwei Schwestern, die auf einer Hallig einen Leuchtturm übernehmen und dort einen Winter lang auf ein Schiff warten. "
        "Die Hauptrollen spielen Tove Lindner und die Debütantin Mara Holt.\n\n"
        "Gedreht wurde im vergangenen Jahr auf Pellworm und in einem Studio bei Hamburg. Die Premiere ist für das Festival im September geplant. "
        "Brandt hatte mit ihrem letzten Film mehrere Preise gewonnen, darunter den für die beste Regie.",
    ),
}
