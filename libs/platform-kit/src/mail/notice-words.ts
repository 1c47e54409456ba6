import type { Language, Regime } from '#core';

/** The fixed text of a notice in one language; everything else is data of the report. */
export interface NoticeWords {
  readonly subject: (platform: string) => string;
  readonly repeatSubject: string;
  readonly repeatLine: (firstSent: string) => string;
  /** A new notice of content that was gone and came back. */
  readonly removedBefore: (before: EarlierNotice) => string;
  readonly addressee: (platform: string) => string;
  /** Under which standing we write; Article 22 stands nowhere but under its own regime. */
  readonly standing: Readonly<Record<Regime, string>>;
  readonly whereHeading: string;
  readonly address: string;
  readonly identifier: string;
  readonly locator: string;
  readonly seen: string;
  /** Of a notice that names several targets. */
  readonly ownReference: string;
  readonly decideEach: (count: number) => string;
  readonly stillWaiting: (references: string) => string;
  readonly whatHeading: string;
  readonly category: string;
  readonly platformReason: string;
  readonly legalBasis: string;
  readonly article: (number: string) => string;
  readonly since: (day: string) => string;
  /** Said where the law was renumbered between the facts and the notice. */
  readonly milderRule: string;
  readonly whyHeading: string;
  readonly writtenIn: (language: string) => string;
  readonly cutMark: (maxChars: number) => string;
  readonly asksHeading: string;
  readonly answerEach: string;
  readonly whoHeading: string;
  readonly name: string;
  readonly email: string;
  readonly goodFaithHeading: string;
  readonly goodFaith: string;
  readonly goodFaithAt: (time: string) => string;
  readonly keepReference: (token: string) => string;
  /** What we write inside an existing case. */
  readonly followUps: Readonly<Record<'INFORMATION' | 'STILL_THERE', FollowUpWords>>;
  /** What staff begin with who tell a platform that content is still there. */
  readonly stillThere: (seen: StillThere) => string;
  readonly reminderSubject: string;
  readonly reminderLine: (token: string, sent: string) => string;
  readonly reminderNumber: (number: string) => string;
  readonly reminderIsNoNotice: string;
  readonly reminderAsk: string;
  readonly reminderRepeatLine: string;
  readonly secondContactLine: string;
  readonly withdrawalSubject: string;
  readonly withdrawalLine: (token: string, sent: string) => string;
  readonly withdrawalAsk: string;
  readonly correctionSubject: string;
  readonly correctionLine: (token: string, sent: string, category: string) => string;
  readonly correctionAsk: string;
  readonly messageRepeatLine: string;
}

export interface FollowUpWords {
  readonly subject: string;
  readonly intro: (token: string) => string;
  readonly repeatLine: string;
}

/** Times as they are written. */
export interface StillThere {
  /** The platform's own number. */
  readonly number: string | null;
  readonly saidAt: string | null;
  readonly seenAt: string | null;
}

/** The notice before, as a new one names it: references, and times as they are written. */
export interface EarlierNotice {
  readonly reference: string;
  /** The platform's own number. */
  readonly number: string | null;
  readonly removedAt: string | null;
  readonly seenAgainAt: string | null;
}

export const noticeWords: Readonly<Record<Language, NoticeWords>> = {
  en: {
    subject: (platform) => `Notice to ${platform}`,
    repeatSubject: 'possible repeat',
    repeatLine: (firstSent) =>
      `This notice may repeat our earlier notice of ${firstSent}, with the same reference. Please treat both as one.`,
    removedBefore: ({ reference, number, removedAt, seenAgainAt }) =>
      [
        `This content was removed before${removedAt === null ? '' : `, on ${removedAt}`}, after our earlier notice ${reference}${number === null ? '' : ` (your reference ${number})`}.`,
        seenAgainAt === null ? 'It is back.' : `It is back: it was seen again on ${seenAgainAt}.`,
        'This is a new notice. Please look at it together with the earlier one, and keep the content from coming back.',
      ].join(' '),
    addressee: (platform) => `To the trust and safety team of ${platform}`,
    standing: {
      DSA_ART22:
        'This is a notice under Article 16 of Regulation (EU) 2022/2065 (Digital Services Act), sent by a trusted flagger under Article 22 of that Regulation.',
      DSA_ART16: 'This is a notice under Article 16 of Regulation (EU) 2022/2065 (Digital Services Act).',
      PLATFORM_PRIORITY: 'We send this notice as a partner organisation, through your priority channel.',
      USER: 'We send this report under your terms of service.',
    },
    whereHeading: 'WHERE IT IS',
    address: 'Exact address',
    identifier: 'Identifier',
    locator: 'What else helps to find it',
    seen: 'When it was seen',
    ownReference: 'Our reference for it',
    decideEach: (count) =>
      `This notice names ${count} places. Please tell us what you decide about each of them, by its reference; where you decide alike about all of them, please say so.`,
    stillWaiting: (references) => `Still without your decision: ${references}.`,
    whatHeading: 'WHAT IT IS',
    category: 'Category',
    platformReason: 'Your own category',
    legalBasis: 'Qualification suggested by the notifier (Belgian law)',
    article: (number) => `Art. ${number}`,
    since: (day) => `since ${day}`,
    milderRule: 'The law changed after the facts: the milder rule applies.',
    whyHeading: 'WHY IT IS ILLEGAL OR AGAINST YOUR RULES',
    writtenIn: (language) => `as written, in ${language}`,
    cutMark: (maxChars) => `[… cut by us at ${maxChars} characters; the full text is available on request]`,
    asksHeading: 'WHAT WE ASK',
    answerEach: 'Please answer each point by itself.',
    whoHeading: 'WHO SENDS THIS NOTICE',
    name: 'Name',
    email: 'E-mail',
    goodFaithHeading: 'GOOD FAITH',
    goodFaith: 'We believe in good faith that the statements in this notice are accurate and complete.',
    goodFaithAt: (time) => `Confirmed on ${time}.`,
    keepReference: (token) => `Please keep ${token} in the subject of every answer.`,
    followUps: {
      INFORMATION: {
        subject: 'information you asked for',
        intro: (token) => `Here is the information you asked for about our notice ${token}.`,
        repeatLine:
          'This answer may repeat an earlier one of ours, to the same question. Please treat both as one.',
      },
      STILL_THERE: {
        subject: 'still visible',
        intro: (token) => `We write again about our notice ${token}. This is no new notice.`,
        repeatLine: 'This message may repeat an earlier one of ours. Please treat both as one.',
      },
    },
    stillThere: ({ number, saidAt, seenAt }) =>
      [
        `${number === null ? 'You told us' : `Your reference ${number}: you told us`}${saidAt === null ? '' : ` on ${saidAt}`} that this content was removed.`,
        `We looked twice since then, and it can still be seen${seenAt === null ? '' : `, the last time on ${seenAt}`}.`,
        'Please check again, and tell us what you did.',
      ].join(' '),
    reminderSubject: 'reminder',
    reminderLine: (token, sent) => `This is a reminder of our notice ${token}, sent on ${sent}.`,
    reminderNumber: (number) => `Your number: ${number}.`,
    reminderIsNoNotice: 'It is not a new notice. Please treat it as part of that one.',
    reminderAsk: 'We have had no decision on it. Please decide on it, or tell us what you still need.',
    reminderRepeatLine: 'This reminder may repeat an earlier one of ours. Please treat both as one.',
    secondContactLine:
      'We write to you as our second contact, because we have had no decision from the usual address.',
    withdrawalSubject: 'withdrawal',
    withdrawalLine: (token, sent) => `We withdraw our notice ${token}, sent on ${sent}.`,
    withdrawalAsk:
      'Please take no further action because of it. What you did because of it already we cannot judge; please tell us.',
    correctionSubject: 'correction',
    correctionLine: (token, sent, category) =>
      `We correct our notice ${token}, sent on ${sent}. The category that we suggest is now: ${category}.`,
    correctionAsk: 'It is not a new notice. Everything else in it stays as it is.',
    messageRepeatLine: 'This message may repeat an earlier one of ours. Please treat both as one.',
  },
  fr: {
    subject: (platform) => `Notification à ${platform}`,
    repeatSubject: 'répétition possible',
    repeatLine: (firstSent) =>
      `Cette notification répète peut-être notre notification du ${firstSent}, avec la même référence. Merci de les traiter comme une seule.`,
    removedBefore: ({ reference, number, removedAt, seenAgainAt }) =>
      [
        `Ce contenu a déjà été supprimé${removedAt === null ? '' : ` le ${removedAt}`}, à la suite de notre notification antérieure ${reference}${number === null ? '' : ` (votre référence ${number})`}.`,
        seenAgainAt === null ? 'Il est de retour.' : `Il est de retour : il a été revu le ${seenAgainAt}.`,
        "Ceci est une nouvelle notification. Merci de l'examiner avec la précédente et d'empêcher le contenu de revenir.",
      ].join(' '),
    addressee: (platform) => `À l'équipe confiance et sécurité de ${platform}`,
    standing: {
      DSA_ART22:
        "Ceci est une notification au titre de l'article 16 du règlement (UE) 2022/2065 (règlement sur les services numériques), envoyée par un signaleur de confiance au titre de l'article 22 de ce règlement.",
      DSA_ART16:
        "Ceci est une notification au titre de l'article 16 du règlement (UE) 2022/2065 (règlement sur les services numériques).",
      PLATFORM_PRIORITY:
        "Nous envoyons cette notification en tant qu'organisation partenaire, par votre canal prioritaire.",
      USER: "Nous envoyons ce signalement au titre de vos conditions d'utilisation.",
    },
    whereHeading: 'OÙ CELA SE TROUVE',
    address: 'Adresse exacte',
    identifier: 'Identifiant',
    locator: 'Ce qui aide encore à le trouver',
    seen: 'Quand cela a été vu',
    ownReference: 'Notre référence pour celui-ci',
    decideEach: (count) =>
      `Cette notification désigne ${count} emplacements. Merci de nous dire ce que vous décidez pour chacun d’eux, par sa référence ; si votre décision vaut pour tous, merci de le dire.`,
    stillWaiting: (references) => `Toujours sans décision de votre part : ${references}.`,
    whatHeading: "CE QUE C'EST",
    category: 'Catégorie',
    platformReason: 'Votre propre catégorie',
    legalBasis: 'Qualification suggérée par le notifiant (droit belge)',
    article: (number) => `art. ${number}`,
    since: (day) => `depuis le ${day}`,
    milderRule: "La loi a changé depuis les faits : la règle la plus douce s'applique.",
    whyHeading: "POURQUOI C'EST ILLÉGAL OU CONTRAIRE À VOS RÈGLES",
    writtenIn: (language) => `tel qu'écrit, en ${language}`,
    cutMark: (maxChars) => `[… coupé par nous à ${maxChars} caractères ; texte complet sur demande]`,
    asksHeading: 'CE QUE NOUS DEMANDONS',
    answerEach: 'Merci de répondre à chaque point séparément.',
    whoHeading: 'QUI ENVOIE CETTE NOTIFICATION',
    name: 'Nom',
    email: 'E-mail',
    goodFaithHeading: 'BONNE FOI',
    goodFaith:
      'Nous pensons de bonne foi que les affirmations de cette notification sont exactes et complètes.',
    goodFaithAt: (time) => `Confirmé le ${time}.`,
    keepReference: (token) => `Merci de garder ${token} dans l'objet de chaque réponse.`,
    followUps: {
      INFORMATION: {
        subject: 'informations que vous avez demandées',
        intro: (token) =>
          `Voici les informations que vous avez demandées au sujet de notre notification ${token}.`,
        repeatLine:
          'Cette réponse répète peut-être une réponse antérieure de notre part à la même question. Merci de les traiter comme une seule.',
      },
      STILL_THERE: {
        subject: 'toujours visible',
        intro: (token) =>
          `Nous revenons vers vous au sujet de notre notification ${token}. Ceci n'est pas une nouvelle notification.`,
        repeatLine:
          'Ce message répète peut-être un message antérieur de notre part. Merci de les traiter comme un seul.',
      },
    },
    stillThere: ({ number, saidAt, seenAt }) =>
      [
        `${number === null ? 'Vous nous avez indiqué' : `Votre référence ${number} : vous nous avez indiqué`}${saidAt === null ? '' : ` le ${saidAt}`} que ce contenu avait été supprimé.`,
        `Nous avons vérifié deux fois depuis, et il est toujours visible${seenAt === null ? '' : `, la dernière fois le ${seenAt}`}.`,
        'Merci de vérifier à nouveau et de nous dire ce que vous avez fait.',
      ].join(' '),
    reminderSubject: 'rappel',
    reminderLine: (token, sent) => `Ceci est un rappel de notre notification ${token}, envoyée le ${sent}.`,
    reminderNumber: (number) => `Votre numéro : ${number}.`,
    reminderIsNoNotice:
      "Ce n'est pas une nouvelle notification. Merci de la traiter comme faisant partie de la première.",
    reminderAsk:
      "Nous n'avons reçu aucune décision à son sujet. Merci de prendre une décision, ou de nous dire ce qui vous manque encore.",
    reminderRepeatLine:
      'Ce rappel répète peut-être un rappel antérieur de notre part. Merci de les traiter comme un seul.',
    secondContactLine:
      "Nous vous écrivons en tant que second contact, car nous n'avons reçu aucune décision de l'adresse habituelle.",
    withdrawalSubject: 'retrait',
    withdrawalLine: (token, sent) => `Nous retirons notre notification ${token}, envoyée le ${sent}.`,
    withdrawalAsk:
      'Merci de ne plus rien entreprendre à cause de celle-ci. Nous ne pouvons pas juger de ce que vous avez déjà fait ; merci de nous le dire.',
    correctionSubject: 'correction',
    correctionLine: (token, sent, category) =>
      `Nous corrigeons notre notification ${token}, envoyée le ${sent}. La catégorie que nous proposons est maintenant : ${category}.`,
    correctionAsk: "Ce n'est pas une nouvelle notification. Tout le reste demeure inchangé.",
    messageRepeatLine:
      'Ce message répète peut-être un message antérieur de notre part. Merci de les traiter comme un seul.',
  },
  nl: {
    subject: (platform) => `Melding aan ${platform}`,
    repeatSubject: 'mogelijk een herhaling',
    repeatLine: (firstSent) =>
      `Deze melding herhaalt mogelijk onze eerdere melding van ${firstSent}, met dezelfde referentie. Gelieve beide als één te behandelen.`,
    removedBefore: ({ reference, number, removedAt, seenAgainAt }) =>
      [
        `Deze inhoud werd al eerder verwijderd${removedAt === null ? '' : `, op ${removedAt}`}, na onze eerdere melding ${reference}${number === null ? '' : ` (uw referentie ${number})`}.`,
        seenAgainAt === null ? 'Hij is terug.' : `Hij is terug: hij is opnieuw gezien op ${seenAgainAt}.`,
        'Dit is een nieuwe melding. Gelieve ze samen met de eerdere te bekijken en te voorkomen dat de inhoud terugkomt.',
      ].join(' '),
    addressee: (platform) => `Aan het team voor vertrouwen en veiligheid van ${platform}`,
    standing: {
      DSA_ART22:
        'Dit is een melding op grond van artikel 16 van Verordening (EU) 2022/2065 (digitaledienstenverordening), verstuurd door een betrouwbare flagger als bedoeld in artikel 22 van die verordening.',
      DSA_ART16:
        'Dit is een melding op grond van artikel 16 van Verordening (EU) 2022/2065 (digitaledienstenverordening).',
      PLATFORM_PRIORITY: 'Wij sturen deze melding als partnerorganisatie, via uw prioritaire kanaal.',
      USER: 'Wij sturen deze melding op grond van uw gebruiksvoorwaarden.',
    },
    whereHeading: 'WAAR HET STAAT',
    address: 'Exact adres',
    identifier: 'Kenmerk',
    locator: 'Wat verder helpt om het te vinden',
    seen: 'Wanneer het gezien is',
    ownReference: 'Onze referentie hiervoor',
    decideEach: (count) =>
      `Deze melding noemt ${count} plaatsen. Gelieve ons voor elk ervan te zeggen wat u beslist, met de referentie; als u voor alle hetzelfde beslist, gelieve dat dan te zeggen.`,
    stillWaiting: (references) => `Nog zonder uw beslissing: ${references}.`,
    whatHeading: 'WAT HET IS',
    category: 'Categorie',
    platformReason: 'Uw eigen categorie',
    legalBasis: 'Kwalificatie die de melder voorstelt (Belgisch recht)',
    article: (number) => `art. ${number}`,
    since: (day) => `sinds ${day}`,
    milderRule: 'De wet is sinds de feiten gewijzigd: de mildere regel geldt.',
    whyHeading: 'WAAROM HET ONWETTIG IS OF TEGEN UW REGELS INGAAT',
    writtenIn: (language) => `zoals geschreven, in het ${language}`,
    cutMark: (maxChars) => `[… door ons ingekort op ${maxChars} tekens; volledige tekst op aanvraag]`,
    asksHeading: 'WAT WIJ VRAGEN',
    answerEach: 'Gelieve elk punt afzonderlijk te beantwoorden.',
    whoHeading: 'WIE DEZE MELDING STUURT',
    name: 'Naam',
    email: 'E-mail',
    goodFaithHeading: 'GOEDE TROUW',
    goodFaith: 'Wij menen te goeder trouw dat de verklaringen in deze melding juist en volledig zijn.',
    goodFaithAt: (time) => `Bevestigd op ${time}.`,
    keepReference: (token) => `Gelieve ${token} in het onderwerp van elk antwoord te laten staan.`,
    followUps: {
      INFORMATION: {
        subject: 'informatie die u vroeg',
        intro: (token) => `Hier is de informatie die u vroeg over onze melding ${token}.`,
        repeatLine:
          'Dit antwoord herhaalt mogelijk een eerder antwoord van ons op dezelfde vraag. Gelieve beide als één te behandelen.',
      },
      STILL_THERE: {
        subject: 'nog altijd zichtbaar',
        intro: (token) => `Wij komen terug op onze melding ${token}. Dit is geen nieuwe melding.`,
        repeatLine:
          'Dit bericht herhaalt mogelijk een eerder bericht van ons. Gelieve beide als één te behandelen.',
      },
    },
    stillThere: ({ number, saidAt, seenAt }) =>
      [
        `${number === null ? 'U liet ons' : `Uw referentie ${number}: u liet ons`}${saidAt === null ? '' : ` op ${saidAt}`} weten dat deze inhoud verwijderd is.`,
        `Wij hebben sindsdien twee keer gekeken, en hij is nog altijd te zien${seenAt === null ? '' : `, de laatste keer op ${seenAt}`}.`,
        'Gelieve het opnieuw na te kijken en ons te laten weten wat u gedaan hebt.',
      ].join(' '),
    reminderSubject: 'herinnering',
    reminderLine: (token, sent) => `Dit is een herinnering aan onze melding ${token}, verstuurd op ${sent}.`,
    reminderNumber: (number) => `Uw nummer: ${number}.`,
    reminderIsNoNotice: 'Het is geen nieuwe melding. Gelieve ze als deel van die melding te behandelen.',
    reminderAsk:
      'Wij kregen er nog geen beslissing over. Gelieve te beslissen, of ons te zeggen wat u nog nodig hebt.',
    reminderRepeatLine:
      'Deze herinnering herhaalt mogelijk een eerdere van ons. Gelieve beide als één te behandelen.',
    secondContactLine:
      'Wij schrijven u als tweede contact, omdat wij van het gebruikelijke adres geen beslissing kregen.',
    withdrawalSubject: 'intrekking',
    withdrawalLine: (token, sent) => `Wij trekken onze melding ${token} in, verstuurd op ${sent}.`,
    withdrawalAsk:
      'Gelieve er niets meer mee te doen. Over wat u al deed, kunnen wij niet oordelen; gelieve het ons te zeggen.',
    correctionSubject: 'verbetering',
    correctionLine: (token, sent, category) =>
      `Wij verbeteren onze melding ${token}, verstuurd op ${sent}. De categorie die wij voorstellen is nu: ${category}.`,
    correctionAsk: 'Het is geen nieuwe melding. Al de rest blijft zoals het is.',
    messageRepeatLine:
      'Dit bericht herhaalt mogelijk een eerder bericht van ons. Gelieve beide als één te behandelen.',
  },
  de: {
    subject: (platform) => `Meldung an ${platform}`,
    repeatSubject: 'möglicherweise wiederholt',
    repeatLine: (firstSent) =>
      `Diese Meldung wiederholt möglicherweise unsere frühere Meldung vom ${firstSent} mit derselben Referenz. Bitte behandeln Sie beide als eine.`,
    removedBefore: ({ reference, number, removedAt, seenAgainAt }) =>
      [
        `Dieser Inhalt wurde schon einmal entfernt${removedAt === null ? '' : `, am ${removedAt}`}, nach unserer früheren Meldung ${reference}${number === null ? '' : ` (Ihr Zeichen ${number})`}.`,
        seenAgainAt === null
          ? 'Er ist wieder da.'
          : `Er ist wieder da: Er wurde am ${seenAgainAt} erneut gesehen.`,
        'Dies ist eine neue Meldung. Bitte prüfen Sie sie zusammen mit der früheren und verhindern Sie, dass der Inhalt wiederkommt.',
      ].join(' '),
    addressee: (platform) => `An das Team für Vertrauen und Sicherheit von ${platform}`,
    standing: {
      DSA_ART22:
        'Dies ist eine Meldung nach Artikel 16 der Verordnung (EU) 2022/2065 (Gesetz über digitale Dienste), gesendet von einem vertrauenswürdigen Hinweisgeber nach Artikel 22 dieser Verordnung.',
      DSA_ART16:
        'Dies ist eine Meldung nach Artikel 16 der Verordnung (EU) 2022/2065 (Gesetz über digitale Dienste).',
      PLATFORM_PRIORITY: 'Wir senden diese Meldung als Partnerorganisation über Ihren Prioritätskanal.',
      USER: 'Wir senden diese Meldung nach Ihren Nutzungsbedingungen.',
    },
    whereHeading: 'WO ES STEHT',
    address: 'Genaue Adresse',
    identifier: 'Kennung',
    locator: 'Was außerdem beim Finden hilft',
    seen: 'Wann es gesehen wurde',
    ownReference: 'Unser Zeichen dafür',
    decideEach: (count) =>
      `Diese Meldung nennt ${count} Fundstellen. Bitte sagen Sie uns zu jeder, was Sie entscheiden, mit unserem Zeichen; wenn Sie über alle gleich entscheiden, sagen Sie es bitte.`,
    stillWaiting: (references) => `Noch ohne Ihre Entscheidung: ${references}.`,
    whatHeading: 'WAS ES IST',
    category: 'Kategorie',
    platformReason: 'Ihre eigene Kategorie',
    legalBasis: 'Von der meldenden Stelle vorgeschlagene Einordnung (belgisches Recht)',
    article: (number) => `Art. ${number}`,
    since: (day) => `seit ${day}`,
    milderRule: 'Das Gesetz hat sich seit der Tat geändert: Es gilt die mildere Regel.',
    whyHeading: 'WARUM ES RECHTSWIDRIG IST ODER GEGEN IHRE REGELN VERSTÖSST',
    writtenIn: (language) => `wie geschrieben, auf ${language}`,
    cutMark: (maxChars) => `[… von uns bei ${maxChars} Zeichen gekürzt; vollständiger Text auf Anfrage]`,
    asksHeading: 'WORUM WIR BITTEN',
    answerEach: 'Bitte antworten Sie auf jeden Punkt einzeln.',
    whoHeading: 'WER DIESE MELDUNG SENDET',
    name: 'Name',
    email: 'E-Mail',
    goodFaithHeading: 'GUTER GLAUBE',
    goodFaith:
      'Wir sind in gutem Glauben davon überzeugt, dass die Angaben in dieser Meldung richtig und vollständig sind.',
    goodFaithAt: (time) => `Bestätigt am ${time}.`,
    keepReference: (token) => `Bitte lassen Sie ${token} im Betreff jeder Antwort stehen.`,
    followUps: {
      INFORMATION: {
        subject: 'erbetene Angaben',
        intro: (token) => `Hier sind die Angaben, um die Sie zu unserer Meldung ${token} gebeten haben.`,
        repeatLine:
          'Diese Antwort wiederholt möglicherweise eine frühere Antwort von uns auf dieselbe Frage. Bitte behandeln Sie beide als eine.',
      },
      STILL_THERE: {
        subject: 'weiterhin sichtbar',
        intro: (token) => `Wir kommen auf unsere Meldung ${token} zurück. Dies ist keine neue Meldung.`,
        repeatLine:
          'Diese Nachricht wiederholt möglicherweise eine frühere Nachricht von uns. Bitte behandeln Sie beide als eine.',
      },
    },
    stillThere: ({ number, saidAt, seenAt }) =>
      [
        `${number === null ? 'Sie haben uns' : `Ihr Zeichen ${number}: Sie haben uns`}${saidAt === null ? '' : ` am ${saidAt}`} mitgeteilt, dass dieser Inhalt entfernt wurde.`,
        `Wir haben seitdem zweimal nachgesehen, und er ist weiterhin zu sehen${seenAt === null ? '' : `, zuletzt am ${seenAt}`}.`,
        'Bitte prüfen Sie es erneut und teilen Sie uns mit, was Sie getan haben.',
      ].join(' '),
    reminderSubject: 'Erinnerung',
    reminderLine: (token, sent) =>
      `Dies ist eine Erinnerung an unsere Meldung ${token}, gesendet am ${sent}.`,
    reminderNumber: (number) => `Ihre Nummer: ${number}.`,
    reminderIsNoNotice: 'Es ist keine neue Meldung. Bitte behandeln Sie sie als Teil jener Meldung.',
    reminderAsk:
      'Wir haben dazu noch keine Entscheidung erhalten. Bitte entscheiden Sie, oder sagen Sie uns, was Sie noch brauchen.',
    reminderRepeatLine:
      'Diese Erinnerung wiederholt möglicherweise eine frühere von uns. Bitte behandeln Sie beide als eine.',
    secondContactLine:
      'Wir schreiben Ihnen als zweitem Kontakt, weil wir von der üblichen Adresse keine Entscheidung erhalten haben.',
    withdrawalSubject: 'Rücknahme',
    withdrawalLine: (token, sent) => `Wir nehmen unsere Meldung ${token} zurück, gesendet am ${sent}.`,
    withdrawalAsk:
      'Bitte unternehmen Sie ihretwegen nichts mehr. Was Sie schon getan haben, können wir nicht beurteilen; bitte sagen Sie es uns.',
    correctionSubject: 'Berichtigung',
    correctionLine: (token, sent, category) =>
      `Wir berichtigen unsere Meldung ${token}, gesendet am ${sent}. Die Kategorie, die wir vorschlagen, ist jetzt: ${category}.`,
    correctionAsk: 'Es ist keine neue Meldung. Alles Übrige bleibt, wie es ist.',
    messageRepeatLine:
      'Diese Nachricht wiederholt möglicherweise eine frühere von uns. Bitte behandeln Sie beide als eine.',
  },
};
