import type { Language } from '#core';

/** What staff read who file by hand, in the report's language. */
export interface HandoffWords {
  readonly formSteps: (platform: string) => readonly string[];
  readonly portalSteps: (platform: string) => readonly string[];
  readonly mailSteps: (platform: string) => readonly string[];
  readonly policeSteps: (platform: string) => readonly string[];
  readonly legalBasisStep: string;
  readonly noMedia: string;
  readonly keepReference: (token: string) => string;
  readonly recordAnswer: string;
  readonly memberFirst: readonly string[];
  readonly memberLast: readonly string[];
  readonly labels: Readonly<Record<HandoffField, string>>;
}

export const handoffFields = [
  'targets',
  'locator',
  'policyCategory',
  'explanation',
  'legalBases',
  'notifierName',
  'notifierEmail',
  'goodFaith',
  'country',
  'legalIssue',
  'mailbox',
  'subject',
  'text',
  'reference',
] as const;
export type HandoffField = (typeof handoffFields)[number];

export const handoffWords: Readonly<Record<Language, HandoffWords>> = {
  en: {
    formSteps: (platform) => [
      `Open the form of ${platform} and check that the address in the browser is theirs.`,
      'Copy each field below into the form.',
    ],
    portalSteps: (platform) => [
      `Sign in to the partner portal of ${platform} with the organisation's account.`,
      'Start a new report and copy each field below into it.',
    ],
    mailSteps: (platform) => [
      `Send the text below by e-mail to the mailbox of ${platform}, from the organisation's own address.`,
    ],
    policeSteps: (platform) => [
      `Send nothing to ${platform}: on this way it answers the police and the judiciary alone.`,
      'Hand the facts below to the police or the magistrate in charge.',
    ],
    legalBasisStep: 'Choose the legal basis yourself: nobody picked one in the report.',
    noMedia: 'Attach no picture and no video.',
    keepReference: (token) => `Leave ${token} in the text, so that answers find their way back.`,
    recordAnswer: 'Then record here when you filed it and which number the platform gave.',
    memberFirst: [
      'Only somebody who is a member or received it can report it in the app.',
      'Report first. Delete nothing, do not leave and do not block anybody before that: the app then has nothing left to send.',
    ],
    memberLast: [
      'After that you may leave the group or block the account.',
      'Tell us when you reported and what the app answered. Send us no pictures.',
    ],
    labels: {
      targets: 'Where it is',
      locator: 'What else helps to find it',
      policyCategory: "Category, in the platform's words",
      explanation: 'Explanation',
      legalBases: 'Legal basis (chosen by you)',
      notifierName: 'Name of the notifier',
      notifierEmail: 'E-mail of the notifier',
      goodFaith: 'Good-faith statement',
      country: 'Country whose law applies',
      legalIssue: 'Kind of legal issue',
      mailbox: 'Mailbox',
      subject: 'Subject',
      text: 'Text',
      reference: 'Our reference',
    },
  },
  fr: {
    formSteps: (platform) => [
      `Ouvrez le formulaire de ${platform} et vérifiez que l'adresse dans le navigateur est bien la sienne.`,
      'Copiez chaque champ ci-dessous dans le formulaire.',
    ],
    portalSteps: (platform) => [
      `Connectez-vous au portail partenaire de ${platform} avec le compte de l'organisation.`,
      'Ouvrez un nouveau signalement et copiez-y chaque champ ci-dessous.',
    ],
    mailSteps: (platform) => [
      `Envoyez le texte ci-dessous par e-mail à la boîte de ${platform}, depuis l'adresse de l'organisation.`,
    ],
    policeSteps: (platform) => [
      `N'envoyez rien à ${platform} : par cette voie, elle ne répond qu'à la police et à la justice.`,
      'Remettez les éléments ci-dessous à la police ou au magistrat compétent.',
    ],
    legalBasisStep: "Choisissez vous-même la base légale : personne n'en a choisi dans le signalement.",
    noMedia: 'Ne joignez ni image ni vidéo.',
    keepReference: (token) => `Laissez ${token} dans le texte, pour que les réponses retrouvent leur chemin.`,
    recordAnswer:
      'Notez ensuite ici quand vous avez déposé le signalement et quel numéro la plateforme a donné.',
    memberFirst: [
      "Seule une personne membre ou destinataire peut le signaler dans l'application.",
      "Signalez d'abord. Avant cela, ne supprimez rien, ne quittez pas et ne bloquez personne : l'application n'aurait plus rien à envoyer.",
    ],
    memberLast: [
      'Ensuite, vous pouvez quitter le groupe ou bloquer le compte.',
      "Dites-nous quand vous avez signalé et ce que l'application a répondu. Ne nous envoyez pas d'images.",
    ],
    labels: {
      targets: 'Où cela se trouve',
      locator: 'Ce qui aide encore à le trouver',
      policyCategory: 'Catégorie, dans les mots de la plateforme',
      explanation: 'Explication',
      legalBases: 'Base légale (choisie par vous)',
      notifierName: 'Nom du notifiant',
      notifierEmail: 'E-mail du notifiant',
      goodFaith: 'Déclaration de bonne foi',
      country: "Pays dont le droit s'applique",
      legalIssue: 'Type de problème juridique',
      mailbox: 'Boîte e-mail',
      subject: 'Objet',
      text: 'Texte',
      reference: 'Notre référence',
    },
  },
  nl: {
    formSteps: (platform) => [
      `Open het formulier van ${platform} en controleer of het adres in de browser van hen is.`,
      'Kopieer elk veld hieronder naar het formulier.',
    ],
    portalSteps: (platform) => [
      `Meld u aan op het partnerportaal van ${platform} met het account van de organisatie.`,
      'Begin een nieuwe melding en kopieer elk veld hieronder ernaartoe.',
    ],
    mailSteps: (platform) => [
      `Stuur de tekst hieronder per e-mail naar de mailbox van ${platform}, vanaf het adres van de organisatie.`,
    ],
    policeSteps: (platform) => [
      `Stuur niets naar ${platform}: langs deze weg antwoordt het alleen aan politie en justitie.`,
      'Geef de feiten hieronder aan de politie of de bevoegde magistraat.',
    ],
    legalBasisStep: 'Kies zelf de wettelijke grond: in de melding koos niemand er een.',
    noMedia: "Voeg geen foto's en geen video's toe.",
    keepReference: (token) => `Laat ${token} in de tekst staan, zodat antwoorden hun weg terugvinden.`,
    recordAnswer: 'Noteer daarna hier wanneer u het indiende en welk nummer het platform gaf.',
    memberFirst: [
      'Alleen iemand die lid is of het ontving, kan het in de app melden.',
      'Meld eerst. Verwijder niets, ga niet weg en blokkeer niemand voordien: de app heeft dan niets meer om te sturen.',
    ],
    memberLast: [
      'Daarna mag u de groep verlaten of het account blokkeren.',
      "Laat ons weten wanneer u meldde en wat de app antwoordde. Stuur ons geen foto's.",
    ],
    labels: {
      targets: 'Waar het staat',
      locator: 'Wat verder helpt om het te vinden',
      policyCategory: 'Categorie, in de woorden van het platform',
      explanation: 'Uitleg',
      legalBases: 'Wettelijke grond (door u gekozen)',
      notifierName: 'Naam van de melder',
      notifierEmail: 'E-mail van de melder',
      goodFaith: 'Verklaring van goede trouw',
      country: 'Land waarvan het recht geldt',
      legalIssue: 'Soort juridisch probleem',
      mailbox: 'Mailbox',
      subject: 'Onderwerp',
      text: 'Tekst',
      reference: 'Onze referentie',
    },
  },
  de: {
    formSteps: (platform) => [
      `Öffnen Sie das Formular von ${platform} und prüfen Sie, ob die Adresse im Browser die richtige ist.`,
      'Kopieren Sie jedes Feld unten in das Formular.',
    ],
    portalSteps: (platform) => [
      `Melden Sie sich im Partnerportal von ${platform} mit dem Konto der Organisation an.`,
      'Beginnen Sie eine neue Meldung und kopieren Sie jedes Feld unten hinein.',
    ],
    mailSteps: (platform) => [
      `Senden Sie den Text unten per E-Mail an das Postfach von ${platform}, von der Adresse der Organisation aus.`,
    ],
    policeSteps: (platform) => [
      `Senden Sie nichts an ${platform}: Auf diesem Weg antwortet es nur Polizei und Justiz.`,
      'Geben Sie die Angaben unten der Polizei oder der zuständigen Staatsanwaltschaft.',
    ],
    legalBasisStep: 'Wählen Sie die Rechtsgrundlage selbst: In der Meldung hat niemand eine gewählt.',
    noMedia: 'Fügen Sie kein Bild und kein Video bei.',
    keepReference: (token) => `Lassen Sie ${token} im Text stehen, damit Antworten zurückfinden.`,
    recordAnswer: 'Tragen Sie danach hier ein, wann Sie gemeldet haben und welche Nummer die Plattform gab.',
    memberFirst: [
      'Nur wer Mitglied ist oder es erhalten hat, kann es in der App melden.',
      'Melden Sie zuerst. Löschen Sie vorher nichts, treten Sie nicht aus und blockieren Sie niemanden: Die App hat sonst nichts mehr zu senden.',
    ],
    memberLast: [
      'Danach dürfen Sie die Gruppe verlassen oder das Konto blockieren.',
      'Teilen Sie uns mit, wann Sie gemeldet haben und was die App geantwortet hat. Senden Sie uns keine Bilder.',
    ],
    labels: {
      targets: 'Wo es steht',
      locator: 'Was außerdem beim Finden hilft',
      policyCategory: 'Kategorie, in den Worten der Plattform',
      explanation: 'Begründung',
      legalBases: 'Rechtsgrundlage (von Ihnen gewählt)',
      notifierName: 'Name der meldenden Stelle',
      notifierEmail: 'E-Mail der meldenden Stelle',
      goodFaith: 'Erklärung des guten Glaubens',
      country: 'Land, dessen Recht gilt',
      legalIssue: 'Art des rechtlichen Problems',
      mailbox: 'Postfach',
      subject: 'Betreff',
      text: 'Text',
      reference: 'Unsere Referenz',
    },
  },
};

/** The country whose law staff invoke, as forms want it named. */
export const belgium: Readonly<Record<Language, string>> = {
  en: 'Belgium',
  fr: 'Belgique',
  nl: 'België',
  de: 'Belgien',
};
