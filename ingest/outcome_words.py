"""The words for each outcome, as Danish minutes write them: one row a wording, with an example.

Rows are read from top to bottom. In one main clause the first row that fits decides: what is turned
down or put off is told beside words that alone would mean approval ("kan ikke godkendes").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.bodies import BODY
from ingest.meeting import Outcome


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of writing an outcome. `example` is a decision that this row decides."""

    outcome: Outcome
    words: str
    example: str
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(self.words, re.IGNORECASE))


_APPROVE = r"(?:anbefal|godkend|tiltr[åæ]d|vedtag|vedtog|imødekom|bevilg|tilslut|støtt)"
_NEXT = r"(?:(?:et|det|sit|udvalgets|byrådets)\s+)?(?:næst|kommend|senere|førstkommend)\w*\s+(?:ordinære\s+)?\w*møde"
_BACK = r"(?:fornyet|forvaltning|administration|direktion|center|yderligere|videre\s+(?:behandling|bearbejdning)|sagsbehandling)"
_PERMIT = r"(?:tilladelse|dispensation|\w+tilladelse|tilsagn|\w*garanti|bevilling|støtte|tilskud|samtykke)"

WORDINGS: tuple[Wording, ...] = (
    Wording(Outcome.APPROVED, r"^\W*tilbagesendes\b.*\bhar\s+(?:vedtaget|tiltrådt|godkendt)\b", "Tilbagesendes, da byrådet har vedtaget indstillingen."),
    Wording(Outcome.NOTED, r"\bindstilling\w*,?\s+(?:om\s+)?at\b.*\befter\w*retning\b.*\b(?:fulgt|følges|godkendt|tiltrådt|vedtaget)\b", "Indstillingen om at tage notatet til efterretning blev fulgt."),
    Wording(Outcome.REFERRED, r"\b(?:anbefal|indstil)l?(?:es|er|edes)\s+(?:afvist|forkastet|afslået|udsat|til\s+afslag)\b", "Indstilles afslået."),
    # turned down
    Wording(Outcome.REJECTED, rf"\b(?:kan|kunne|vil|ville|skal)\s+(?:derfor\s+|dog\s+)?ikke\s+{_APPROVE}\w*", "Forslaget kan ikke anbefales."),
    Wording(Outcome.REJECTED, rf"\b{_APPROVE}\w*\s+(?:derfor\s+|dog\s+)?ikke\b", "Udvalget godkendte ikke indstillingen."),
    Wording(Outcome.REJECTED, rf"\bikke\s+(?:at\s+)?{_APPROVE}\w*", "Ikke godkendt."),
    Wording(Outcome.REJECTED, r"\bafvi(?:st|ste|ses|ser|se)\b", "Byrådet afviste forslaget."),
    Wording(Outcome.REJECTED, r"\bforkast\w+", "Forslaget blev forkastet."),
    Wording(Outcome.REJECTED, r"\b(?:ned|bort)stem\w+|\bstem(?:t|te)\s+ned\b", "Forslaget blev nedstemt."),
    Wording(Outcome.REJECTED, r"\bafsl(?:ag|ås|ået|og|å)\b", "Der meddeles afslag."),
    Wording(Outcome.REJECTED, r"\b(?<!stemmerne )(?:bort)?fald(?:t|et|er)\b(?!\s+(?:således|som|sådan|ud))", "Indstillingen faldt."),
    Wording(Outcome.REJECTED, rf"\b(?:giv\w*|gav|meddel\w*|opnåede|fik)\s+ikke\s+(?:\w+\s+)?(?:{_PERMIT}|flertal|tilslutning)", "Forslaget opnåede ikke flertal."),
    Wording(Outcome.REJECTED, r"\bikke\s+(?:at\s+)?send\w*\s+(?:\w+\s+)?til\s+realitetsbehandling\b", "Udvalget besluttede, at forslaget ikke sendes til realitetsbehandling."),
    # put off
    Wording(Outcome.POSTPONED, r"\budsæt(?:tes|te|ter)?\b|\budsat\b|\budsatte\s+(?:sag|punkt|behandling|beslutning|de[tn]?\b|stilling|resten|indstilling)|(?:udvalget|rådet|bestyrelsen)\s+udsatte\b", "Udsat."),
    Wording(Outcome.POSTPONED, r"\budsky(?:d|des|de|der)\b|\budskudt\b|\budskød\b", "Udvalget udskød behandlingen."),
    Wording(Outcome.POSTPONED, r"\bgenoptag\w*|^\W*(?:taget\s+af\W*$|tilbage\s+til\b)", "Sagen genoptages på mødet i juni."),
    Wording(Outcome.POSTPONED, r"\b(?:tag\w*|tog|ud|trukket|træk\w*|trak|fjern\w*|udg\w+)\s+(?:\w+\s+){0,2}(?:af|fra)\s+(?:dagsorden|bordet)", "Sagen blev taget af dagsordenen."),
    Wording(Outcome.POSTPONED, r"\b(?:sag(?:en)?|punkt(?:et)?|forslag(?:et)?|pkt\.?)\s+(?:\w+\s+)?(?:udgik|udgår|udgået|bortfaldt|trukket|trækkes)\b|\budgår\b|\budgik\b|\btrukket(?=\W*$|\s+tilbage)", "Sagen blev trukket."),
    Wording(Outcome.POSTPONED, rf"\b(?:tilbage)?(?:send|hjemvis|henvis|returner|sendt)\w*\s+(?:\w+\s+){{0,3}}til\s+{_BACK}(?!.*\b{BODY})", "Sagen blev sendt tilbage til forvaltningen."),
    Wording(Outcome.POSTPONED, rf"\btilbagesend\w*|\bsend\w*\s+(?:\w+\s+){{0,2}}tilbage\b(?!.*\b{BODY})|\bhjemvis\w+", "Sagen sendes tilbage."),
    Wording(Outcome.POSTPONED, r"\b(?:sagen|punktet|beslutningen|det)\b.{0,30}\bafvente\w*|^\W*afventer\b|\bi\s+bero\b|\bhvile[rs]?\b", "Sagen afventer en ny beregning."),
    Wording(Outcome.POSTPONED, rf"\b(?:behandles|drøftes|forelægges|fremlægges|overføres|flyttes|rykkes|tages(?:\s+op)?|behandle|drøfte)\s+(?:\w+\s+){{0,2}}(?:igen\b|på\s+ny\b|(?:på|til)\s+{_NEXT})", "Sagen behandles på næste møde."),
    # sent on
    Wording(Outcome.REFERRED, r"\banbefal(?:er|es|ede|edes|et|e)\b", "Anbefales."),
    Wording(Outcome.REFERRED, r"(?<!\bsom )\bindstil(?:ler|les|lede|ledes|le)\b|(?<!\bsom )\bindstillet\s+(?:til|over|godkendt)\b|^\W*indstillet\W*$", "Indstilles til byrådets godkendelse."),
    Wording(Outcome.REFERRED, r"\b(?:over|videre|frem)send\w*(?!\s+i\s+(?:\w+\s+)?høring)", "Oversendes til Økonomiudvalget."),
    Wording(Outcome.REFERRED, rf"\bsend(?:er|es|e|te|t)\s+(?:\S+\s+){{0,6}}til\s+(?:\S+\s+){{0,4}}?{BODY}|\bsend(?:er|es|e|te|t)\s+(?:\w+\s+){{0,2}}videre\b", "Udvalget sender sagen tilbage til Teknikudvalget."),
    Wording(Outcome.REFERRED, rf"\bhenvis(?:er|es|e|te|t)\s+(?:\w+\s+){{0,3}}til\b|\b(?:forelægges|indbringes|løftes)\s+(?:for\s+|til\s+)?{BODY}", "Sagen blev henvist til Økonomiudvalget."),
    # passed with a change
    Wording(Outcome.APPROVED_AMENDED, r"^\W*(?:\w+\s+){0,3}ændres\s+(?:til|fra|således)\b|\bi\s+ændret\s+form\b|\bmed\s+(?:de(?:nne|n|t|tte|sse)?\s+)?ændring(?:en|er|erne)?\b", "Ændres til kl. 16."),
    Wording(Outcome.APPROVED_AMENDED, r"\bændringsforslag\w*\b.*\b(?:vedtaget|godkendt|tiltrådt)\b", "Ændringsforslaget blev vedtaget."),
    # passed
    Wording(Outcome.APPROVED, r"\bgodkend(?:t|te|er|es|e)\b|\btil\s+godkendelse\b.*\bfulgt\b", "Godkendt."),
    Wording(Outcome.APPROVED, r"\btiltråd(?:t|te|tes)\b|\btiltræd(?:er|es|e|t)\b", "Indstillingen blev tiltrådt uden afstemning."),
    Wording(Outcome.APPROVED, r"\bvedt(?:og|oges|aget|ager|ages|age)\b", "Vedtaget."),
    Wording(Outcome.APPROVED, r"\bbifald\w*|\bbevilg(?:et|es|er|ede|e)\b|\bbevilling\w*\s+(?:blev\s+)?giv\w*", "Byrådet bevilgede det ansøgte beløb."),
    Wording(Outcome.APPROVED, r"\bimødekom(?:met|mes|mer|me)?\b|\btil\s+følge\b", "Ansøgningen imødekommes."),
    Wording(Outcome.APPROVED, r"\b(?:indstilling|forslag|anbefaling)\w*\s+(?:\w+\s+){0,3}(?:følges|fulgt)\b|\b(?:følger|fulgte|følge|følges)\s+(?:\S+\s+){0,3}(?:indstilling|forslag|anbefaling)", "Indstillingen følges."),
    Wording(Outcome.APPROVED, r"\b(?:som\s+)indstillet\b|\bi\s+overensstemmelse\s+med\s+indstillingen\b|\bj(?:f|ævnfør)\.?\s+indstillingen\b", "Som indstillet."),
    Wording(Outcome.APPROVED, r"\btilslut(?:ter|tede|tes|tet|te)\b|\benig(?:e)?\s+i\s+indstilling|\bstøtter\s+indstilling|^\W*tilslutning\b", "Byrådet tilsluttede sig indstillingen."),
    Wording(Outcome.APPROVED, rf"\b(?:gav|giver|gives|give|givet|meddel\w*|ydes|ydede)\s+(?:\w+\s+){{0,2}}{_PERMIT}\b", "Der gives tilladelse."),
    Wording(Outcome.APPROVED, r"\b(?:ud)?sendes?\s+(?:\S+\s+){0,6}i\s+(?:\w+\s+)?høring\b|\b(?:ud)?sendt\s+i\s+(?:\w+\s+)?høring\b|\bfremlægges\s+(?:\w+\s+){0,3}(?:i|til)\s+(?:offentlig\s+)?høring\b", "Udkastet sendes i høring."),
    Wording(Outcome.APPROVED, r"\b(?:gen)?valgt(?:e|es)?\b|\b(?:ud|ind)?vælge[rs]\b|\budpeg(?:et|ede|er|es)\b|\bpeg(?:ede|er)\s+på\b|\bkonstituere\w+\b", "Udvalget valgte Ida Krog som formand."),
    # taken in, talked over
    Wording(Outcome.NOTED, r"\btil\s+(?:\w+\s+)?efter\w*retning\b|^\W*efterretning\W*$", "Taget til efterretning."),
    Wording(Outcome.NOTED, r"\b(?:tag\w*|tog)\b.{0,60}\btil\s+(?:orientering|underretning)\b|^\W*til\s+(?:orientering|underretning)\b", "Taget til orientering."),
    Wording(Outcome.DISCUSSED, r"\bdrøft(?:et|ede|er|es)\b|\btil\s+drøftelse\b|\b\w*drøftelse[nr]?\b", "Drøftet."),
    Wording(Outcome.DISCUSSED, r"\bdebatter(?:et|ede|es)\b|\bevaluer(?:et|ede)\b", "Udvalget evaluerede forløbet."),
    # decided, in no other words
    Wording(Outcome.APPROVED, r"\bbeslut(?:tede|ter|tet|tedes)\b", "Udvalget besluttede at arbejde videre med model 2."),
)  # fmt: skip

AMENDED = re.compile(
    r"\bmed\s+(?:\w+\s+){0,3}(?:ændring|tilføjelse|præcisering|bemærkning|rettelse|tilretning|forbehold|undtagelse"
    r"|supplement|korrektion|justering|input|modifikation|forudsætning|betingelse)\w*"
    r"(?!,?\s+at\s+(?:\S+\s+){1,12}?har\s+(?:vedtaget|tiltrådt|godkendt)\b)",  # a remark that only reports
    re.IGNORECASE,
)
"""What makes an approval one with changes, wherever it stands in the sentence."""

AMENDED_AFTER = re.compile(
    r"\bidet\b|\bdog\b|\bpå\s+(?:\w+\s+)?(?:betingelse|vilkår)\b|\bunder\s+(?:\w+\s+)?forudsætning\b|\bforudsat\b"
    r"|\bundtagen\b|\bbortset\s+fra\b|\bændret\s+(?:til|fra|således)\b|\bsom\s+ændret\b",
    re.IGNORECASE,
)
"""What does so behind the word for the outcome."""

AMENDED_NEXT = re.compile(
    r"(?:dog\b|med\s+(?:den|de|følgende|denne)\b|følgende\s+(?:ændring|tilføjelse|bemærkning))",
    re.IGNORECASE,
)
"""How a next sentence begins that changes what was approved."""

SUBORDINATE = re.compile(
    r"(?:,\s*|\s)(?:(?<!\bat )der|som(?!\s+indstillet)|hvor\w*|hvis|når|fordi|da|idet|så(?:ledes)?|mens|hvilke\w*|for\s+at"
    r"|med\s+henblik|indtil|hvorefter|,?\s*(?P<at>(?:om,?\s+|på,?\s+|til,?\s+|i,?\s+)?at(?!-punkt)))(?=[\s:;,]|$)",
    re.IGNORECASE,
)
"""Where a clause begins that decides nothing by itself."""

DECIDES = re.compile(r"\b(?:beslut\w+|enig(?:e|hed)?|vedtog|valgte)\b", re.IGNORECASE)
"""Verbs whose clause with "at" tells what was decided."""

DECIDES_AGAINST = re.compile(
    r"\W*(?:\w+\s+){1,3}(?:ønsker|ønskede|beslutter|besluttede|besluttet)\s+(?:derfor\s+)?ikke\W*$",
    re.IGNORECASE,
)
"""A main clause that decides against what its clause with "at" tells."""

NOT_DONE = re.compile(r"\W*(?:der|\w+en|\w+et)\s+(?:derfor\s+)?ikke\b", re.IGNORECASE)
"""How a clause with "at" begins that something is not done."""

WISHES = re.compile(r"\bønske[rd]?e?\b", re.IGNORECASE)
"""A wish puts a case off or sends it on, but approves nothing."""

WHOLE = re.compile(
    r"\W*(?:(?:indstilling|forslag|beslutning|anmodning)\w*\s*,?\s+(?:om|at)\b|tilbagesendes\b)",
    re.I,
)
"""A subject with a clause of its own: its verb comes after that."""

PROPOSAL = re.compile(
    r"\b(?:ændrings|under|mod|udsættelses|protokol)\w*forslag\w*|\bforslag(?:et)?\s+(?:fra|stillet|fremsat)\b"
    r"|\bforslag\s+om\b|\b(?:foreslog|foreslår|foreslået|stillede|stiller|fremsatte|fremsætter)\b",
    re.IGNORECASE,
)
"""A sentence on somebody's own proposal: it decides the case only where nothing else does."""

ABOUT_PROPOSAL = re.compile(r"\W*(?:forslaget|dette|det)\b", re.IGNORECASE)
"""How the sentence after a proposal takes it up."""

AGENDA = re.compile(r"\W*(?:dagsorden|program)\w*", re.IGNORECASE)
"""The agenda's own approval stays one when single items are moved or taken off."""
