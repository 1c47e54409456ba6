import type { ReportTexts } from './report-texts.js';

export const de: ReportTexts = {
  title: (year) => `Vertrauenswürdiger Hinweisgeber: Jahresbericht ${year}`,
  law: 'Bericht nach Artikel 22 Absatz 3 der Verordnung (EU) 2022/2065 (Gesetz über digitale Dienste)',
  preliminary: (day) =>
    `Vorläufig: Das Jahr ist noch nicht vorbei. Zahlen mit Stand vom ${day}, nicht zur Veröffentlichung.`,
  rehearsal: 'Probe: Keine dieser Meldungen ging an einen Anbieter. Nicht zur Veröffentlichung.',
  unsealed: 'Nicht versiegelt: Diese Zahlen können sich noch ändern.',
  hidden: 'verdeckt',
  facts: {
    organisation: 'Vertrauenswürdiger Hinweisgeber',
    period: 'Zeitraum',
    clock: 'Tage beginnen nach der Uhr von',
    counted: 'Was gezählt ist',
    notices: 'Übermittelte Meldungen',
  },
  counted:
    'Meldungen, die im Zeitraum als vertrauenswürdiger Hinweisgeber (Artikel 22) übermittelt wurden, jede nach dem, was der ' +
    'Anbieter bei Erstellung des Berichts entschieden hatte. Meldungen außerhalb von Artikel 22, etwa aus freiwilligen ' +
    'Vereinbarungen mit Plattformen, stehen nicht in diesem Bericht.',
  noNotices: 'In diesem Jahr wurde keine Meldung nach Artikel 22 übermittelt.',
  page: (page, pages) => `Seite ${page} von ${pages}`,
  part: (part, parts) => `Teil ${part} von ${parts}`,
  heads: {
    provider: 'Anbieter',
    type: 'Art des Inhalts',
    keyword: 'Genauer',
    action: 'Maßnahme des Anbieters',
    reason: 'Grund',
    time: 'Dauer',
    notices: 'Meldungen',
  },
  sections: {
    actions: 'Maßnahmen der Anbieter',
    providers: 'Nach Anbieter',
    types: 'Nach Art des Inhalts',
    keywords: 'Arten von Inhalten im Einzelnen',
    refusals: 'Warum Anbieter ablehnten',
    removals: 'Von der Meldung zur Entfernung',
    waits: 'Dauer bis zur ersten Entscheidung',
    independence: 'Unabhängigkeit von Anbietern',
    reading: 'Wie dieser Bericht zu lesen ist',
    seal: 'Siegel',
  },
  actions: {
    REMOVED: 'Entfernt',
    RESTRICTED: 'Eingeschränkt',
    REFUSED: 'Abgelehnt',
    REVERSED: 'Rückgängig gemacht',
    NOT_FOUND: 'Nicht gefunden',
    GONE_UNEXPLAINED: 'Weg ohne Entscheidung',
    NO_DECISION: 'Keine Entscheidung',
  },
  meanings: {
    REMOVED: 'der Anbieter machte den Inhalt unerreichbar oder schloss das Konto oder die Gruppe',
    RESTRICTED:
      'der Anbieter handelte anders, etwa nach Alter oder Land, durch weniger Reichweite oder eine Verwarnung',
    REFUSED: 'der Anbieter entschied, nicht zu handeln',
    REVERSED: 'der Anbieter handelte und nahm das später zurück',
    NOT_FOUND: 'der Anbieter fand nichts mehr oder kannte den Inhalt schon',
    GONE_UNEXPLAINED: 'der Inhalt verschwand ohne Entscheidung; das zählt nicht als Erfolg der Meldung',
    NO_DECISION: 'der Anbieter hatte nicht entschieden, oder die Meldung wurde vorher zurückgezogen',
  },
  refusals: {
    NO_POLICY_VIOLATION: 'Kein Verstoß gegen seine Regeln',
    NOT_ILLEGAL_IN_JURISDICTION: 'Nach seiner Ansicht hier nicht rechtswidrig',
    INSUFFICIENT_INFORMATION: 'Zu wenig Angaben',
    NOT_THE_RIGHT_CHANNEL: 'Nicht der richtige Weg',
    OUT_OF_SCOPE_PRIVATE_SPACE: 'In einem privaten Raum',
    CANNOT_IDENTIFY_CONTENT: 'Inhalt nicht bestimmbar',
    NOTIFIER_NOT_ACCEPTED: 'Meldestelle nicht anerkannt',
    NO_REASON_GIVEN: 'Kein Grund genannt',
  },
  removals: {
    WITHIN_1_DAY: 'Innerhalb eines Tages',
    WITHIN_3_DAYS: 'Nach mehr als einem Tag, innerhalb von drei',
    WITHIN_6_DAYS: 'Nach mehr als drei Tagen, innerhalb von sechs',
    LATER: 'Nach mehr als sechs Tagen',
  },
  waits: {
    median: 'Die Hälfte entschieden in',
    ninetieth: 'Neun von zehn entschieden in',
    note:
      'In Stunden seit dem Versand der Meldung, bis zum Ende des Zeitraums; noch offene Meldungen sind berücksichtigt. Nur bei ' +
      'Anbietern mit mindestens zehn Entscheidungen und ohne verdeckte Anzahl.',
  },
  hours: (count) => `${count} Std.`,
  noStatement: 'Die Organisation hat ihre Erklärung noch nicht verfasst.',
  reading: (smallest) => [
    `Anzahlen ab 1 und unter ${smallest} sind verdeckt, weil eine kleine Anzahl verraten kann, um wen es geht.`,
    'Mit ihnen sind andere verdeckt, damit Summen keine kleine Anzahl preisgeben: Wer alle veröffentlichten Zahlen kennt, kann ' +
      `eine kleine Anzahl auf nicht weniger als ${smallest} mögliche Werte eingrenzen und nicht erkennen, dass sie klein ist. Eine ` +
      '0 heißt, dass es keine gab.',
    'Arten von Inhalten sind die der Transparenzdatenbank der Europäischen Kommission.',
    'Dieser Bericht enthält nur Zahlen und Codes und keine personenbezogenen Daten.',
  ],
  seal: ({ sealedAt, events }) =>
    `Versiegelt am ${sealedAt}, aus ${events} aufgezeichneten Ereignissen. Wer die Datei dieses Berichts in JSON und den ` +
    'öffentlichen Schlüssel der Organisation hat, kann prüfen, dass nichts daran geändert wurde.',
  types: {
    STATEMENT_CATEGORY_ANIMAL_WELFARE: 'Tierschutz',
    STATEMENT_CATEGORY_CONSUMER_INFORMATION: 'Verstöße gegen Verbraucherinformation',
    STATEMENT_CATEGORY_CYBER_VIOLENCE: 'Cybergewalt',
    STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN: 'Cybergewalt gegen Frauen',
    STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS: 'Verstöße gegen Datenschutz und Privatsphäre',
    STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH: 'Rechtswidrige oder schädliche Äußerungen',
    STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS: 'Verletzungen geistigen Eigentums',
    STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS:
      'Negative Auswirkungen auf gesellschaftliche Debatte oder Wahlen',
    STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE: 'Art nicht bestimmt',
    STATEMENT_CATEGORY_OTHER_VIOLATION_TC: 'Anderer Verstoß gegen Bedingungen des Anbieters',
    STATEMENT_CATEGORY_PROTECTION_OF_MINORS: 'Schutz Minderjähriger',
    STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY: 'Gefahr für die öffentliche Sicherheit',
    STATEMENT_CATEGORY_SCAMS_AND_FRAUD: 'Betrug',
    STATEMENT_CATEGORY_SELF_HARM: 'Selbstverletzung',
    STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS: 'Unsichere, nicht konforme oder verbotene Produkte',
    STATEMENT_CATEGORY_VIOLENCE: 'Gewalt',
  },
  keywords: {
    KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL: 'Darstellungen sexuellen Kindesmissbrauchs',
    KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE: 'Darstellungen sexuellen Kindesmissbrauchs, Deepfake',
    KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS: 'Grooming und sexuelle Anbahnung bei Minderjährigen',
    KEYWORD_NON_CONSENSUAL_IMAGE_SHARING: 'Ohne Einwilligung verbreitete intime Bilder',
    KEYWORD_CYBER_BULLYING_INTIMIDATION: 'Cybermobbing und Einschüchterung',
    KEYWORD_HATE_SPEECH: 'Hassrede',
    KEYWORD_INCITEMENT_VIOLENCE_HATRED: 'Aufruf zu Gewalt oder Hass',
    KEYWORD_UNSAFE_CHALLENGES: 'Gefährliche Mutproben',
    KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING: 'Auftreten als jemand anderes und Übernahme von Konten',
    KEYWORD_RIGHT_TO_BE_FORGOTTEN: 'Recht auf Vergessenwerden',
    KEYWORD_MISSING_PROCESSING_GROUND: 'Verarbeitung von Daten ohne Grundlage',
    KEYWORD_SUICIDE: 'Suizid',
    KEYWORD_HUMAN_TRAFFICKING: 'Menschenhandel',
    KEYWORD_OTHER: 'Andere',
  },
};
