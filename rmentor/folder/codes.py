"""Codes of languages and countries, and the words that people write instead of them."""

from __future__ import annotations

# ISO 639-1.
_LANGUAGES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu "
    "cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi "
    "ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks "
    "ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
    "nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl "
    "sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve "
    "vi vo wa wo xh yi yo za zh zu "
)
LANGUAGES = frozenset(_LANGUAGES.split())
# Names, three-letter codes (ISO 639-2) and slips, by the code that is meant.
LANGUAGE_WORDS = {
    "french": "fr", "francais": "fr", "fra": "fr", "fre": "fr", "france": "fr",
    "english": "en", "anglais": "en", "eng": "en", "gb": "en", "us": "en",
    "german": "de", "allemand": "de", "deutsch": "de", "deu": "de", "ger": "de",
    "spanish": "es", "espagnol": "es", "espanol": "es", "spa": "es", "sp": "es",
    "italian": "it", "italien": "it", "italiano": "it", "ita": "it",
    "portuguese": "pt", "portugais": "pt", "por": "pt",
    "dutch": "nl", "neerlandais": "nl", "nld": "nl", "dut": "nl", "flamand": "nl",
    "arabic": "ar", "arabe": "ar", "ara": "ar",
    "chinese": "zh", "chinois": "zh", "zho": "zh", "chi": "zh", "cn": "zh",
    "japanese": "ja", "japonais": "ja", "jpn": "ja", "jp": "ja",
    "russian": "ru", "russe": "ru", "rus": "ru", "polish": "pl", "polonais": "pl", "pol": "pl",
    "czech": "cs", "tcheque": "cs", "cz": "cs", "swedish": "sv", "suedois": "sv",
    "danish": "da", "danois": "da", "dk": "da", "greek": "el", "grec": "el", "gr": "el",
    "ukrainian": "uk", "ukrainien": "uk", "ua": "uk", "turkish": "tr", "turc": "tr",
    "catalan": "ca", "korean": "ko", "coreen": "ko", "hindi": "hi", "mandarin": "zh",
    "nederlands": "nl", "portugues": "pt", "romanian": "ro", "roumain": "ro",
    "vietnamese": "vi", "vietnamien": "vi",
}  # fmt: skip

# ISO 3166-1 alpha-2.
_COUNTRIES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO "
    "BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ "
    "DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP "
    "GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG "
    "KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML "
    "MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE "
    "PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL "
    "SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM "
    "US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW "
)
COUNTRIES = frozenset(_COUNTRIES.split())
COUNTRY_WORDS = {
    "france": "FR", "fra": "FR", "uk": "GB", "en": "GB", "gbr": "GB", "united-kingdom": "GB",
    "royaume-uni": "GB", "england": "GB", "angleterre": "GB", "usa": "US", "united-states": "US",
    "etats-unis": "US", "germany": "DE", "allemagne": "DE", "deutschland": "DE", "deu": "DE",
    "belgium": "BE", "belgique": "BE", "bel": "BE", "switzerland": "CH", "suisse": "CH",
    "luxembourg": "LU", "lux": "LU", "spain": "ES", "espagne": "ES", "esp": "ES", "sp": "ES",
    "italy": "IT", "italie": "IT", "ita": "IT", "canada": "CA", "can": "CA", "quebec": "CA-QC",
    "portugal": "PT", "prt": "PT", "netherlands": "NL", "pays-bas": "NL", "nld": "NL",
    "morocco": "MA", "maroc": "MA", "tunisia": "TN", "tunisie": "TN", "algeria": "DZ",
    "algerie": "DZ", "senegal": "SN", "ireland": "IE", "irlande": "IE", "poland": "PL",
    "pologne": "PL", "alsace": "FR-6AE", "moselle": "FR-57",
}  # fmt: skip
