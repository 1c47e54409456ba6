import type { ReportTexts } from './report-texts.js';

export const nl: ReportTexts = {
  title: (year) => `Betrouwbare flagger: jaarverslag ${year}`,
  law: 'Verslag op grond van artikel 22, lid 3, van Verordening (EU) 2022/2065 (digitaledienstenverordening)',
  preliminary: (day) =>
    `Voorlopig: het jaar is nog niet om. Cijfers zoals ze op ${day} stonden, niet voor publicatie.`,
  rehearsal: 'Oefening: geen van deze meldingen ging naar een aanbieder. Niet voor publicatie.',
  unsealed: 'Niet verzegeld: deze cijfers kunnen nog veranderen.',
  hidden: 'verborgen',
  facts: {
    organisation: 'Betrouwbare flagger',
    period: 'Periode',
    clock: 'Dagen beginnen op de klok van',
    counted: 'Wat is geteld',
    notices: 'Ingediende meldingen',
  },
  counted:
    'Meldingen die in de periode als betrouwbare flagger (artikel 22) zijn ingediend, elk volgens wat de aanbieder had beslist ' +
    'toen het verslag werd gemaakt. Meldingen buiten artikel 22, zoals die onder vrijwillige afspraken met platformen, staan ' +
    'niet in dit verslag.',
  noNotices: 'In dit jaar is geen melding ingediend op grond van artikel 22.',
  page: (page, pages) => `pagina ${page} van ${pages}`,
  part: (part, parts) => `deel ${part} van ${parts}`,
  heads: {
    provider: 'Aanbieder',
    type: 'Soort inhoud',
    keyword: 'Nader bepaald',
    action: 'Maatregel van de aanbieder',
    reason: 'Reden',
    time: 'Tijd',
    notices: 'Meldingen',
  },
  sections: {
    actions: 'Maatregelen van aanbieders',
    providers: 'Per aanbieder',
    types: 'Per soort inhoud',
    keywords: 'Soorten inhoud in meer detail',
    refusals: 'Waarom aanbieders weigerden',
    removals: 'Van melding tot verwijdering',
    waits: 'Tijd tot de eerste beslissing',
    independence: 'Onafhankelijkheid van aanbieders',
    reading: 'Hoe dit verslag te lezen',
    seal: 'Zegel',
  },
  actions: {
    REMOVED: 'Verwijderd',
    RESTRICTED: 'Beperkt',
    REFUSED: 'Geweigerd',
    REVERSED: 'Teruggedraaid',
    NOT_FOUND: 'Niet gevonden',
    GONE_UNEXPLAINED: 'Weg zonder beslissing',
    NO_DECISION: 'Geen beslissing',
  },
  meanings: {
    REMOVED: 'de aanbieder maakte de inhoud onbereikbaar, of sloot de account of groep',
    RESTRICTED:
      'de aanbieder greep anders in, zoals naar leeftijd of land, met minder bereik of met een waarschuwing',
    REFUSED: 'de aanbieder besliste om niet in te grijpen',
    REVERSED: 'de aanbieder greep in en kwam daar later op terug',
    NOT_FOUND: 'de aanbieder vond niets meer, of kende de inhoud al',
    GONE_UNEXPLAINED: 'de inhoud verdween zonder beslissing; dit telt niet als succes van de melding',
    NO_DECISION: 'de aanbieder had niet beslist, of de melding is daarvoor ingetrokken',
  },
  refusals: {
    NO_POLICY_VIOLATION: 'Geen inbreuk op zijn regels',
    NOT_ILLEGAL_IN_JURISDICTION: 'Hier niet illegaal, volgens hem',
    INSUFFICIENT_INFORMATION: 'Te weinig informatie',
    NOT_THE_RIGHT_CHANNEL: 'Niet het juiste kanaal',
    OUT_OF_SCOPE_PRIVATE_SPACE: 'In een privéruimte',
    CANNOT_IDENTIFY_CONTENT: 'Inhoud niet te vinden met de gegevens',
    NOTIFIER_NOT_ACCEPTED: 'Melder niet aanvaard',
    NO_REASON_GIVEN: 'Geen reden gegeven',
  },
  removals: {
    WITHIN_1_DAY: 'Binnen een dag',
    WITHIN_3_DAYS: 'Na meer dan een dag, binnen drie',
    WITHIN_6_DAYS: 'Na meer dan drie dagen, binnen zes',
    LATER: 'Na meer dan zes dagen',
  },
  waits: {
    median: 'Helft beslist binnen',
    ninetieth: 'Negen op de tien beslist binnen',
    note:
      'In uren sinds de melding werd verstuurd, tot het einde van de periode; met meldingen die nog openstonden is rekening ' +
      'gehouden. Alleen van aanbieders met tien beslissingen of meer en zonder verborgen aantal.',
  },
  hours: (count) => `${count} u`,
  noStatement: 'De organisatie heeft haar verklaring nog niet geschreven.',
  reading: (smallest) => [
    `Aantallen vanaf 1 en kleiner dan ${smallest} zijn verborgen, omdat een klein aantal kan verraden om wie het gaat.`,
    'Samen met die aantallen zijn andere verborgen, zodat totalen een klein aantal niet prijsgeven: wie alle gepubliceerde ' +
      `cijfers kent, kan een klein aantal tot niet minder dan ${smallest} mogelijke waarden beperken, en niet weten dat het klein ` +
      'is. Een 0 betekent dat er geen was.',
    'Soorten inhoud zijn die van de transparantiedatabank van de Europese Commissie.',
    'Dit verslag bevat alleen cijfers en codes, en geen persoonsgegevens.',
  ],
  seal: ({ sealedAt, events }) =>
    `Verzegeld op ${sealedAt}, uit ${events} vastgelegde gebeurtenissen. Wie het bestand van dit verslag in JSON en de publieke ` +
    'sleutel van de organisatie heeft, kan nagaan dat er niets aan is veranderd.',
  types: {
    STATEMENT_CATEGORY_ANIMAL_WELFARE: 'Dierenwelzijn',
    STATEMENT_CATEGORY_CONSUMER_INFORMATION: 'Inbreuken op consumenteninformatie',
    STATEMENT_CATEGORY_CYBER_VIOLENCE: 'Cybergeweld',
    STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN: 'Cybergeweld tegen vrouwen',
    STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS: 'Inbreuken op gegevensbescherming en privacy',
    STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH: 'Illegale of schadelijke uitlatingen',
    STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS: 'Inbreuken op intellectuele eigendom',
    STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS:
      'Negatieve gevolgen voor het maatschappelijk debat of verkiezingen',
    STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE: 'Soort niet bepaald',
    STATEMENT_CATEGORY_OTHER_VIOLATION_TC: 'Andere inbreuk op de voorwaarden van de aanbieder',
    STATEMENT_CATEGORY_PROTECTION_OF_MINORS: 'Bescherming van minderjarigen',
    STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY: 'Gevaar voor de openbare veiligheid',
    STATEMENT_CATEGORY_SCAMS_AND_FRAUD: 'Oplichting en fraude',
    STATEMENT_CATEGORY_SELF_HARM: 'Zelfverwonding',
    STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS: 'Onveilige, niet-conforme of verboden producten',
    STATEMENT_CATEGORY_VIOLENCE: 'Geweld',
  },
  keywords: {
    KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL: 'Beelden van seksueel misbruik van kinderen',
    KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE: 'Beelden van seksueel misbruik van kinderen, deepfake',
    KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS: 'Grooming en seksuele verleiding van minderjarigen',
    KEYWORD_NON_CONSENSUAL_IMAGE_SHARING: 'Intieme beelden verspreid zonder toestemming',
    KEYWORD_CYBER_BULLYING_INTIMIDATION: 'Cyberpesten en intimidatie',
    KEYWORD_HATE_SPEECH: 'Haatspraak',
    KEYWORD_INCITEMENT_VIOLENCE_HATRED: 'Aanzetten tot geweld of haat',
    KEYWORD_UNSAFE_CHALLENGES: 'Gevaarlijke challenges',
    KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING: 'Zich voordoen als een ander en overnemen van accounts',
    KEYWORD_RIGHT_TO_BE_FORGOTTEN: 'Recht om vergeten te worden',
    KEYWORD_MISSING_PROCESSING_GROUND: 'Verwerking van gegevens zonder grond',
    KEYWORD_SUICIDE: 'Zelfdoding',
    KEYWORD_HUMAN_TRAFFICKING: 'Mensenhandel',
    KEYWORD_OTHER: 'Andere',
  },
};
