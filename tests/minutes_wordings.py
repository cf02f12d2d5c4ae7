"""What invented minutes say: ordinary Danish municipal wordings, at least twelve for each outcome.

Places to fill: {Body} and {body} the body that met ("Udvalget", "udvalget"), {to} the body that a
case is sent to. They are written from how minutes are worded, not from what any program reads.
"""

from __future__ import annotations

WORDINGS: dict[str, tuple[str, ...]] = {
    "approved": (
        "Godkendt.",
        "Indstillingen blev godkendt.",
        "{Body} godkendte indstillingen.",
        "Administrationens indstilling blev tiltrådt.",
        "Tiltrådt.",
        "Vedtaget.",
        "Forslaget blev vedtaget.",
        "{Body} vedtog lokalplanforslaget.",
        "Indstillingen følges.",
        "Indstillingen blev fulgt.",
        "Som indstillet.",
        "{Body} besluttede at følge forvaltningens indstilling.",
        "{Body} bevilgede det ansøgte beløb.",
        "Planen blev endeligt vedtaget.",
        "Godkendt som indstillet.",
        "{Body} tilsluttede sig indstillingen.",
        "{Body} tiltræder indstillingen.",
        "Bevillingen gives som ansøgt.",
    ),
    "approved_amended": (
        "Godkendt med den ændring, at fristen bliver den 1. oktober.",
        "Indstillingen blev godkendt med den tilføjelse, at handicaprådet inddrages.",
        "Godkendt med følgende ændring: Tilskuddet nedsættes til 40.000 kr.",
        "Tiltrådt, idet beløbet dog sættes ned til 25.000 kr.",
        "{Body} godkendte indstillingen med den ændring, at forsøget løber i to år.",
        "Vedtaget med den rettelse, at stien får belysning på hele strækningen.",
        "Indstillingen blev tiltrådt med følgende tilføjelse: Ældrerådet høres hvert år.",
        "{Body} vedtog forslaget i ændret form, så ordningen kun gælder i vinterhalvåret.",
        "Godkendt, dog således at åbningstiden i juli bliver uændret.",
        "Et ændringsforslag om kortere frist blev vedtaget, og indstillingen blev herefter godkendt "
        "med ændringen.",
        "{Body} godkendte indstillingens hovedlinjer med den ændring, at taksten ikke stiger.",
        "Godkendt med følgende ændringer: Der plantes to træer for hvert, der fældes, og bænkene "
        "flyttes.",
        "Indstillingen blev vedtaget med den ændring, at kun den nordlige del omfattes.",
    ),
    "rejected": (
        "Forslaget blev forkastet.",
        "Indstillingen blev forkastet.",
        "Ikke godkendt.",
        "{Body} afviste forslaget.",
        "{Body} godkendte ikke indstillingen.",
        "Indstillingen blev ikke tiltrådt.",
        "Ansøgningen blev afslået.",
        "{Body} besluttede at give afslag på ansøgningen.",
        "Ansøgningen imødekommes ikke.",
        "Der meddeles afslag på dispensation.",
        "Forslaget blev nedstemt.",
        "Forslaget kunne ikke vedtages.",
        "{Body} forkastede indstillingen.",
        "Afslag.",
    ),
    "noted": (
        "Taget til efterretning.",
        "Til efterretning.",
        "Orienteringen blev taget til efterretning.",
        "{Body} tog orienteringen til efterretning.",
        "Redegørelsen tages til efterretning.",
        "{Body} tager status til efterretning.",
        "Indstillingen om at tage notatet til efterretning blev fulgt.",
        "Orientering taget til efterretning.",
        "Meddelelserne blev taget til efterretning.",
        "Årsberetningen blev taget til efterretning.",
        "{Body} tog redegørelsen til efterretning og takkede for det store arbejde.",
        "Sagen blev taget til efterretning.",
        "{Body} har taget tallene til efterretning.",
    ),
    "postponed": (
        "Udsat.",
        "Sagen blev udsat.",
        "Sagen udsættes til næste møde.",
        "{Body} besluttede at udsætte sagen.",
        "Punktet blev taget af dagsordenen.",
        "Punktet udgik.",
        "Sagen genoptages på mødet i juni.",
        "Sagen blev sendt tilbage til forvaltningen.",
        "Tilbagesendt til administrationen med henblik på en ny beregning.",
        "Behandlingen af punktet blev udskudt.",
        "{Body} udsatte sagen med henblik på en besigtigelse.",
        "Udsættes.",
        "{Body} udskød behandlingen, til høringen er afsluttet.",
    ),
    "referred": (
        "Anbefales over for {to}.",
        "{Body} anbefaler over for {to}, at indstillingen godkendes.",
        "Indstillingen anbefales over for {to}.",
        "{Body} indstiller til {to}, at forslaget vedtages.",
        "Sagen oversendes til {to}.",
        "Oversendt til {to}.",
        "{Body} besluttede at oversende sagen til {to}.",
        "Sagen videresendes til {to} med {body}s anbefaling.",
        "Fremsendes til {to} med anbefaling.",
        "Sagen blev henvist til {to}.",
        "Indstilles over for {to} til godkendelse.",
        "{Body} sender sagen videre til {to}.",
        "{Body} anbefalede indstillingen over for {to}.",
        "Anbefales.",
        "Indstillingen anbefales.",
    ),
    "discussed": (
        "Drøftet.",
        "Sagen blev drøftet.",
        "{Body} drøftede sagen.",
        "Oplægget blev drøftet.",
        "{Body} drøftede oplægget og gav input til det videre arbejde.",
        "Temaet blev drøftet.",
        "Punktet blev drøftet.",
        "{Body} har drøftet sagen.",
        "{Body} havde en drøftelse af de tre modeller.",
        "Drøftelsen fandt sted.",
        "Udkastet blev drøftet på mødet.",
        "{Body} drøftede rammerne for næste års arbejde.",
        "Der var en drøftelse af emnet.",
    ),
    "split": (
        "1. Godkendt.\n2. Udsat.",
        "Ad 1: Godkendt.\nAd 2: Taget til efterretning.",
        "Indstillingens punkt 1 blev godkendt. Punkt 2 blev forkastet.",
        "Punkt 1 tiltrådt. Punkt 2 udsættes til næste møde.",
        "1. Taget til efterretning.\n2. Anbefales.",
        "Ad 1) Drøftet.\nAd 2) Godkendt.",
        "Punkt 1 blev taget til efterretning, og punkt 2 blev godkendt.",
        "{Body} godkendte indstillingens første punkt og udsatte det andet.",
        "1) Vedtaget\n2) Ikke godkendt",
        "Pkt. 1: Tiltrådt. Pkt. 2: Sendt tilbage til forvaltningen.",
        "1. del af indstillingen blev godkendt. 2. del blev forkastet.",
        "Første at blev godkendt. Andet at blev taget til efterretning.",
    ),
    "unknown": (
        "{Body} ønsker en ny sag om belysningen på havnen.",
        "Intet at bemærke.",
        "Der var ingen bemærkninger.",
        "Formanden bød velkommen til den nye direktør.",
        "Intet.",
        "{Body} beder om en oversigt over udgifterne.",
        "Der var intet til punktet.",
        "Der var spørgsmål fra to borgere.",
        "{Body} ønsker, at forvaltningen ser på, om der er andre muligheder.",
        "Ingen meddelelser.",
        "Borgmesteren svarede på spørgsmålene.",
        "Der blev ikke stillet spørgsmål.",
    ),
}

VOTED_DOWN = (
    "Forslaget blev forkastet.",
    "Indstillingen blev forkastet.",
    "{Body} godkendte ikke indstillingen.",
    "Forslaget blev nedstemt.",
    "Indstillingen blev ikke vedtaget.",
    "{Body} afviste forslaget.",
)

UNANIMOUS = (
    "Enstemmigt godkendt.",
    "Indstillingen blev enstemmigt vedtaget.",
    "{Body} godkendte enstemmigt indstillingen.",
    "Enstemmigt tiltrådt.",
    "Godkendt enstemmigt.",
    "Indstillingen blev godkendt. Beslutningen var enstemmig.",
)

WITHOUT_VOTE = (
    "Godkendt uden afstemning.",
    "Indstillingen blev vedtaget uden afstemning.",
    "Tiltrådt uden afstemning.",
)

AND_MORE = (
    "Ordningen evalueres efter et år.",
    "{Body} ønsker en status i august.",
    "Forvaltningen blev bedt om at undersøge støjen fra vejen inden næste møde.",
    "{Body} lægger vægt på, at naboerne bliver orienteret, før arbejdet går i gang, og at adgangen "
    "for gående holdes åben i hele perioden.",
    "Udgiften betales af puljen til trafiksikkerhed.",
    "Formanden orienterede om det videre forløb.",
)
"""What follows a decision now and then, and does not change its outcome."""

DISSENTS = (
    "Mindretalsudtalelse fra {who}: ”{Text}”",
    "{who} ønskede følgende ført til protokol: ”{Text}”",
    "Protokoltilførsel fra {who}: »{Text}«",
    '{who} afgav følgende mindretalsudtalelse: "{Text}"',
    "{who} ønsker ført til protokols, at {text}",
    "{who} bemærkede, at {text}",
    "{who} tilkendegav, at {text}",
    "{who} ønskede det ført til referat, at {text}",
)
"""{Text} is a whole sentence, {text} the same as a clause; both end in a full stop."""

STATEMENTS = (
    "kommunen bør vente, til regnskabet er lagt frem.",
    "ordningen rammer de familier, der bor længst væk.",
    "pengene havde gjort mere gavn på ældreområdet.",
    "der mangler en plan for trafikken ved skolen.",
    "beslutningen burde have været i høring hos naboerne.",
    "sagen er forhastet, og at tallene ikke hænger sammen.",
    "havnen skal være for alle, også om vinteren.",
    "der burde have været en fordeling efter børnetal.",
)

ABSENT_INSIDE = (
    "Afbud: {names}",
    "Afbud: {names}.",
    "Fraværende: {names}",
    "Fraværende: {names}.",
    "{names} var fraværende.",
    "{names} deltog ikke i behandlingen af punktet.",
    "Ikke til stede: {names}.",
)

ABSTAINED = (
    "{names} undlod at stemme.",
    "Hverken for eller imod stemte {names}.",
    "Undlod at stemme: {names}.",
    "{names} afstod fra at stemme.",
    "{names} tog ikke stilling.",
)

VOTES = (
    "For stemte {for}. Imod stemte {against}.",
    "For stemte {for}.\nImod stemte {against}.",
    "For stemte {n_for}: {for}.\nImod stemte {n_against}: {against}.",
    "{n_for} stemte for ({for}), og {n_against} stemte imod ({against}).",
    "For indstillingen stemte {for}. Imod indstillingen stemte {against}.",
    "Stemmerne faldt således:\nFor: {for}.\nImod: {against}.",
    "Et flertal bestående af {for} stemte for. Et mindretal bestående af {against} stemte imod.",
    "{for} stemte for. {against} stemte imod.",
    "Indstillingen blev sat til afstemning. For stemte {n_for} medlemmer ({for}). Imod stemte "
    "{n_against} ({against}).",
    "{for} stemte for, mens {against} stemte imod.",
    "Imod stemte {against}.",
    "{against} stemte imod.",
)
"""{for} and {against} are names with party letters, letters alone, or names of parties."""

COUNTED = (
    "Afstemning: {n_for} stemmer for og {n_against} imod.",
    "{n_for} stemte for, og {n_against} stemte imod.",
    "Der var {n_for} stemmer for og {n_against} stemmer imod.",
    "For stemte {n_for}, imod stemte {n_against}.",
)
"""Votes of which only the numbers are told."""

CASES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Belysning på stien langs Kærbækken", "beslutning", ("Kort over stien", "Tilbud på lamper")),
    ("Tilskud til Sejlklubben Vestenvind", "beslutning", ("Ansøgning fra Sejlklubben Vestenvind",)),
    (
        "Forslag til lokalplan 114 for Møllebakken",
        "beslutning",
        (
            "Forslag til lokalplan 114",
            "Notat om indkomne bemærkninger til lokalplanen",
            "Oversigtskort",
        ),
    ),
    ("Orientering om sygefraværet i ældreplejen", "orientering", ("Fravær fordelt på distrikter",)),
    ("Drøftelse af rammerne for børnenes madordning", "drøftelse", ()),
    ("Status på digitale selvbetjeningsløsninger", "orientering", ("Status pr. 1. marts",)),
    ("Vinterberedskab og saltning af cykelstier", "beslutning", ("Plan for vinterberedskabet",)),
    ("Ny takst for leje af Strandpavillonen", "beslutning", ("Takstblad",)),
    (
        "Ansøgning om dispensation til tagterrasse på Fiskergade 8",
        "beslutning",
        (
            "Ansøgning om dispensation med tegninger",
            "Høringssvar fra naboer",
            "Fotos fra besigtigelsen",
        ),
    ),
    ("Fremtidig drift af Naturskolen ved Ravnesø", "beslutning", ("Notat om driftsmodeller",)),
    (
        "Kvalitetsstandard for rengøring i eget hjem",
        "beslutning",
        ("Udkast til kvalitetsstandard", "Høringssvar fra Ældrerådet"),
    ),
    ("Anlægsregnskab for udvidelsen af Børnehuset Tranen", "beslutning", ("Anlægsregnskab",)),
    ("Sammenlægning af to dagplejegrupper i Nørre Vang", "beslutning", ("Høringssvar",)),
    (
        "Handleplan mod støj fra havnens kraner",
        "beslutning",
        ("Støjmålinger", "Udkast til handleplan"),
    ),
    ("Orientering om tilsyn på plejehjemmet Solgården", "orientering", ("Tilsynsrapport",)),
    ("Politik for frivilligt socialt arbejde", "beslutning", ("Udkast til politik",)),
    ("Drøftelse af udvalgets årshjul", "drøftelse", ("Udkast til årshjul",)),
    ("Renovering af tennisbanerne i Vestparken", "beslutning", ("Overslag over udgifterne",)),
    (
        "Fordeling af kulturpuljen, 1. runde",
        "beslutning",
        ("Oversigt over ansøgninger til kulturpuljen",),
    ),
    (
        "Forsøg med gratis busser for seniorer",
        "beslutning",
        ("Beregning af merudgift", "Ruteoversigt"),
    ),
    ("Lukning af Kirkevej for gennemkørsel", "beslutning", ("Trafiktælling", "Svar fra politiet")),
    ("Revision af spildevandsplanen", "beslutning", ("Tillæg nr. 6 til spildevandsplanen",)),
    ("Godkendelse af vedtægter for Ungdomsrådet", "beslutning", ("Udkast til vedtægter",)),
    ("Kvartalsopfølgning på budgettet", "orientering", ("Tabeller", "Bevillingsoversigt")),
)
"""Title, kind, attachments."""

SENTENCES = (
    "Forvaltningen har undersøgt mulighederne sammen med de berørte foreninger og naboer.",
    "Behovet er vokset gennem de seneste år, og der er ikke længere plads i de nuværende rammer.",
    "I 2019 godkendte byrådet en plan for området, som siden er blevet fulgt op to gange.",
    "Høringen gav otte svar, hvoraf de fleste peger på trafikken og adgangen for gående.",
    "En borger har foreslået, at sagen udsættes, til den nye vej er anlagt.",
    "Udgiften til drift er anslået til 85.000 kr. om året og kan holdes inden for rammen.",
    "Arbejdet kan gå i gang i foråret, når materialerne er leveret, og vejret tillader det.",
    "Ved et møde den 4. februar drøftede ældrerådet sagen og bakkede op om hovedlinjerne.",
    "Der er indhentet tre tilbud, og det laveste ligger 12 procent under overslaget.",
    "Loven kræver, at kommunen hvert fjerde år tager stilling til serviceniveauet.",
    "Erfaringerne fra nabokommunerne viser, at ordningen bruges mest i weekenden.",
    "Personalet oplever, at den nye arbejdsgang giver mere tid til borgerne.",
    "Fra 2020 til 2022 steg antallet af brugere fra 1.240 til 1.655, altså med en tredjedel.",
    "Grunden er på 3.400 m² og ligger i byzone, og den er omfattet af kystbeskyttelseslinjen.",
    "Hvis forslaget ikke vedtages, fortsætter den nuværende ordning uændret til årets udgang.",
    "Formålet er at gøre det lettere for familierne at få hverdagen til at hænge sammen.",
)

RECOMMENDATIONS = (
    "at forslaget godkendes",
    "at der gives en bevilling på 120.000 kr.",
    "at orienteringen tages til efterretning",
    "at udvalget drøfter oplægget",
    "at sagen oversendes til byrådet",
    "at ansøgningen afslås",
    "at ordningen evalueres efter et år",
)

PEOPLE = tuple(
    """Anna Holm;Bo Friis;Carl Toft Nissen;Dorte Lund;Erik Bach-Jensen;Fatima Osman;Gitte Raun;Hans-Peter Gram
    Inger Dahlgaard;Jonas Kvist;Kirsten Ø. Møller;Lars Ulrik Hede;Maja Thorn;Niels Bro Lykke;Oda Sejer;Per Winther
    Rikke Skaarup;Søren Aagesen;Tove Espensen;Ulla Vang;Viggo Nymark;Ane-Marie Storm;Åse Lindholt;Özlem Kaya""".replace(
        "\n    ", ";"
    ).split(";")
)

PARTIES = {
    "A": "Socialdemokratiet",
    "C": "Det Konservative Folkeparti",
    "F": "SF",
    "L": "Borgerlisten",
    "O": "Dansk Folkeparti",
    "V": "Venstre",
    "Ø": "Enhedslisten",
}

BODIES = (
    ("Kultur- og Fritidsudvalget", "Udvalget"),
    ("Teknik- og Havneudvalget", "Udvalget"),
    ("Byrådet", "Byrådet"),
    ("Social-, Sundheds- og Seniorudvalget", "Udvalget"),
    ("Økonomiudvalget", "Udvalget"),
    ("Kommunalbestyrelsen", "Kommunalbestyrelsen"),
    ("Erhvervs- og Beskæftigelsesudvalget", "Udvalget"),
    ("Børne-, Unge- og Familieudvalget", "Udvalget"),
    ("Plan- og Landdistriktsudvalget", "Udvalget"),
    ("Ældreudvalget", "Udvalget"),
)
"""Each with what it calls itself in its decisions."""

PLACES = (
    "Mødelokale 3",
    "Byrådssalen",
    "Rådhuset, lokale 112",
    "Kulturhuset Pakhuset, Havnegade 4",
)

SECTION_LABELS = (
    ("Resume", "Indstilling", "Sagsbeskrivelse", "Økonomi"),
    ("Sagsfremstilling", "Økonomiske konsekvenser", "Indstilling"),
    ("Baggrund", "Administrationens forslag", "Lovgrundlag"),
    ("Tema", "Sagsbeskrivelse", "Administrationens indstilling", "Økonomi og finansiering"),
    ("Resumé", "Sagsfremstilling", "Høring", "Forvaltningens indstilling"),
)
"""The labels of a case's sections, as one municipality or the other has them."""
