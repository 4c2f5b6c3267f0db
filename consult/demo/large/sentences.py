"""Sentences of a Finnish service plan, put together from parts that agree in case and number."""

from random import Random

ACTORS = (
    "Hyvinvointialue",
    "Alueen järjestöneuvosto",
    "Kotihoidon tiimi",
    "Sosiaalipäivystys",
    "Kunnan kulttuuritoimi",
    "Aluehallitus",
    "Vammaisneuvosto",
    "Perhekeskus",
    "Kuntoutuksen työryhmä",
    "Vanhusneuvosto",
    "Neuvontapalvelu",
    "Nuorisovaltuusto",
    "Terveysasema",
    "Hankintatoimi",
    "Omaishoidon keskus",
    "Potilasyhdistysten yhteistyöryhmä",
)
VERBS = (
    "järjestää",
    "kehittää",
    "tukee",
    "arvioi",
    "vahvistaa",
    "laajentaa",
    "seuraa",
    "rahoittaa",
    "selkeyttää",
    "yhtenäistää",
    "uudistaa",
    "kilpailuttaa",
)
SERVICES = (
    "matalan kynnyksen neuvontaa",
    "ikääntyneiden kotihoitoa",
    "nuorten mielenterveyspalveluja",
    "omaishoitajien lomituksia",
    "lastensuojelun avohuoltoa",
    "vapaaehtoisten koulutusta",
    "asiointikuljetuksia",
    "päihdepalveluja",
    "vertaisryhmien toimintaa",
    "henkilökohtaista apua",
    "perheiden kotipalvelua",
    "ehkäisevää suun terveydenhuoltoa",
    "velka- ja talousneuvontaa",
    "kokemusasiantuntijoiden tehtäviä",
    "maahan muuttaneiden ohjausta",
    "muistisairaiden päivätoimintaa",
    "kriisiapua ja jälkihuoltoa",
    "asumisen tukea",
    "kuulovammaisten tulkkausta",
    "vammaisten työtoimintaa",
    "etävastaanottoja",
    "liikkuvia palveluja",
    "saattohoitoa",
    "koululaisten psykologipalveluja",
)
GROUPS = (
    "pitkäaikaissairaat",
    "lapsiperheet",
    "yksin asuvat iäkkäät",
    "omaishoitajat",
    "nuoret aikuiset",
    "kuulovammaiset",
    "työttömät",
    "maahan muuttaneet",
    "mielenterveyskuntoutujat",
    "päihteistä toipuvat",
    "muistisairaat ja heidän läheisensä",
    "syrjäkylien asukkaat",
    "asunnottomat",
    "vammaiset henkilöt",
    "koululaiset",
    "ruotsinkieliset asukkaat",
)
MANNERS = (
    "yhdessä järjestöjen kanssa",
    "asiakkaiden kokemusten pohjalta",
    "kahden vuoden sopimuksilla",
    "lähellä asukkaiden arkea",
    "yhtenäisten perusteiden mukaan",
    "kuntien tiloissa ilman vuokraa",
    "ilman lähetettä ja ajanvarausta",
    "molemmilla kansalliskielillä",
    "osana hyvinvointisuunnitelmaa",
    "vapaaehtoisten tuella",
    "selkokielisen tiedotuksen avulla",
    "yhden yhteyshenkilön kautta",
    "vuosittaisen kyselyn perusteella",
    "digitaalisten ja kasvokkaisten kanavien avulla",
)
PLACES = (
    "kaikissa kunnissa",
    "lähitoreilla",
    "kyläkouluilla",
    "perhekeskuksissa",
    "terveysasemilla",
    "saaristossa",
    "kirjastoissa",
    "järjestöjen tiloissa",
    "kauppakeskuksissa",
    "asukkaiden kotona",
    "itäisellä alueella",
    "pohjoisissa pitäjissä",
)
TIMES = (
    "vuosina 2027–2030",
    "vuoden 2028 loppuun mennessä",
    "kahden vuoden välein",
    "syksystä 2027 alkaen",
    "suunnitelmakauden aikana",
    "viimeistään 1.3.2029",
    "joka kevät",
    "kolmen kuukauden kuluessa",
    "heti päätöksen jälkeen",
    "talousarvion yhteydessä",
)
TOPICS = (
    "Palvelujen saatavuus",
    "Järjestöjen avustukset",
    "Osallisuus ja vaikuttaminen",
    "Ikääntyneiden palvelut",
    "Lasten ja nuorten tuki",
    "Mielenterveys ja päihteet",
    "Vammaispalvelut",
    "Digitaaliset kanavat",
    "Tilat ja kalusto",
    "Henkilöstö ja osaaminen",
    "Viestintä ja neuvonta",
    "Seuranta ja arviointi",
    "Kuljetukset ja saavutettavuus",
    "Kriisivalmius",
    "Hankinnat ja sopimukset",
    "Kuntien yhdyspinnat",
)
VIEWS = (
    "Tavoitteet",
    "Nykytila",
    "Toimenpiteet",
    "Vastuut",
    "Rahoitus",
    "Mittarit",
    "Aikataulu",
    "Riskit",
    "Yhteistyö",
)
ADDED = (
    "myös",
    "ensisijaisesti",
    "maksutta",
    "säännöllisesti",
    "tarvittaessa",
    "vähintään kerran vuodessa",
    "läheisten kanssa",
    "selkokielellä",
    "kirjallisesti",
    "paikallisten yhdistysten kanssa",
    "jo ennen päätöstä",
    "riittävällä rahoituksella",
)
OPINIONS = (
    "Tästä puuttuu kumppanin rooli.",
    "Teemme tätä jo useassa kunnassa, ks. toimintakertomus s. 14.",
    "Kohta on hyvä, mutta aikataulu jää auki.",
    "Määräraha pitäisi sanoa euroina.",
    "Vastuu jää nyt epäselväksi kuntien ja alueen välillä.",
    "Käsite kannattaa avata lukijalle.",
    "Sama asia sanotaan jo edellisessä luvussa.",
    "Miten tätä mitataan pienissä yhdistyksissä?",
)


def sentence(random: Random) -> str:
    """One sentence of 60 to 160 characters."""
    pick = random.choice
    actor, verb, service, manner = pick(ACTORS), pick(VERBS), pick(SERVICES), pick(MANNERS)
    place, time, group = pick(PLACES), pick(TIMES), pick(GROUPS)
    shape = random.randrange(6)
    if shape == 0:
        return f"{actor} {verb} {service} {place} {manner}."
    if shape == 1:
        return f"{actor} {verb} {service} {manner}, jotta {group} saavat apua ajoissa."
    if shape == 2:
        return f"{_capital(time)} {actor[0].lower()}{actor[1:]} {verb} {service} {place}."
    if shape == 3:
        return f"Kun {group} tarvitsevat tukea, {actor[0].lower()}{actor[1:]} {verb} {service} {manner}."
    if shape == 4:
        share, page = random.randrange(12, 90), random.randrange(4, 60)
        return f"{_capital(place)} {service} on saanut {share} prosenttia tarvitsijoista (ks. s. {page})."
    return f"{actor} {verb} {service} {place} {time}, esim. {pick(PLACES)} {pick(MANNERS)}."


def paragraph(random: Random, sentences: int) -> str:
    """So many sentences."""
    return " ".join(sentence(random) for _ in range(sentences))


def measure(random: Random) -> str:
    """One line of a list."""
    return f"{random.choice(SERVICES)} {random.choice(PLACES)} {random.choice(TIMES)}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
