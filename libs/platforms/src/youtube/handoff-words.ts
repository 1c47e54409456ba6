import type { Language } from '#core';

/** What a person reads who files with YouTube by hand. */
export interface HandoffWords {
  readonly address: string;
  readonly policyReason: string;
  readonly legalIssue: string;
  readonly explanation: string;
  readonly language: string;
  readonly reference: string;
  readonly country: string;
  readonly belgium: string;
  readonly name: string;
  readonly nameOptional: string;
  readonly email: string;
  readonly goodFaith: string;
  /** By channel id. */
  readonly formSteps: Readonly<Record<string, readonly string[]>>;
  readonly apiSteps: readonly string[];
  readonly policeSteps: readonly string[];
  readonly keepReference: (reference: string) => string;
  readonly recordAnswer: string;
}

/** Where the forms stand is recalled (2026-11-23); addresses are configured, because they change. */
export const handoffWords: Readonly<Record<Language, HandoffWords>> = {
  en: {
    address: 'Address of the content',
    policyReason: 'Reason, in YouTube’s words',
    legalIssue: 'Legal issue',
    explanation: 'Explanation',
    language: 'Language',
    reference: 'Our reference',
    country: 'Country whose law applies',
    belgium: 'Belgium',
    name: 'Name of the notifier',
    nameOptional: 'Name of the notifier (may be left out for this category)',
    email: 'E-mail address for the answer',
    goodFaith: 'Good-faith statement',
    formSteps: {
      'yt-priority-form': [
        'Sign in with the organisation’s YouTube account and open the Priority Flagger form.',
        'Copy each field below into the form.',
      ],
      'yt-legal-form': [
        'Open YouTube’s legal complaint form, choose the country and the kind of legal issue.',
        'Copy each field below into the form and name the law that is broken.',
      ],
      'yt-privacy': [
        'Open YouTube’s privacy complaint process. The person must be identifiable in the video.',
        'Copy each field below into the form. The uploader may get some time to react first.',
      ],
    },
    apiSteps: [
      'Uniflag could not file this by itself. Sign in with the organisation’s account, open the video, choose “Report”.',
      'Choose the reason below and paste the explanation.',
    ],
    policeSteps: [
      'Do not send this yourself: YouTube answers on this route to police and justice only.',
      'Give this sheet to the police or the magistrate who is in charge.',
    ],
    keepReference: (reference) => `Leave ${reference} in the text: answers are placed by it.`,
    recordAnswer: 'Record here when it was filed, and the case number of the confirmation e-mail.',
  },
  fr: {
    address: 'Adresse du contenu',
    policyReason: 'Motif, dans les mots de YouTube',
    legalIssue: 'Problème juridique',
    explanation: 'Explication',
    language: 'Langue',
    reference: 'Notre référence',
    country: 'Pays dont le droit s’applique',
    belgium: 'Belgique',
    name: 'Nom du notifiant',
    nameOptional: 'Nom du notifiant (peut être omis pour cette catégorie)',
    email: 'Adresse e-mail pour la réponse',
    goodFaith: 'Déclaration de bonne foi',
    formSteps: {
      'yt-priority-form': [
        'Connectez-vous avec le compte YouTube de l’organisation et ouvrez le formulaire Priority Flagger.',
        'Copiez chaque champ ci-dessous dans le formulaire.',
      ],
      'yt-legal-form': [
        'Ouvrez le formulaire de réclamation juridique de YouTube, choisissez le pays et le type de problème.',
        'Copiez chaque champ ci-dessous dans le formulaire et indiquez la loi enfreinte.',
      ],
      'yt-privacy': [
        'Ouvrez la procédure de plainte pour atteinte à la vie privée. La personne doit être identifiable dans la vidéo.',
        'Copiez chaque champ ci-dessous dans le formulaire. L’auteur peut d’abord recevoir un délai pour réagir.',
      ],
    },
    apiSteps: [
      'Uniflag n’a pas pu déposer ce signalement. Connectez-vous avec le compte de l’organisation, ouvrez la vidéo et choisissez « Signaler ».',
      'Choisissez le motif ci-dessous et collez l’explication.',
    ],
    policeSteps: [
      'N’envoyez pas ceci vous-même : par cette voie, YouTube ne répond qu’à la police et à la justice.',
      'Remettez cette fiche à la police ou au magistrat compétent.',
    ],
    keepReference: (reference) => `Laissez ${reference} dans le texte : il sert à retrouver les réponses.`,
    recordAnswer: 'Notez ici le moment du dépôt et le numéro de dossier de l’e-mail de confirmation.',
  },
  nl: {
    address: 'Adres van de inhoud',
    policyReason: 'Reden, in de woorden van YouTube',
    legalIssue: 'Juridisch probleem',
    explanation: 'Uitleg',
    language: 'Taal',
    reference: 'Onze referentie',
    country: 'Land waarvan het recht geldt',
    belgium: 'België',
    name: 'Naam van de melder',
    nameOptional: 'Naam van de melder (mag bij deze categorie wegblijven)',
    email: 'E-mailadres voor het antwoord',
    goodFaith: 'Verklaring van goede trouw',
    formSteps: {
      'yt-priority-form': [
        'Meld u aan met het YouTube-account van de organisatie en open het Priority Flagger-formulier.',
        'Kopieer elk veld hieronder naar het formulier.',
      ],
      'yt-legal-form': [
        'Open het juridische klachtenformulier van YouTube, kies het land en het soort probleem.',
        'Kopieer elk veld hieronder naar het formulier en noem de wet die wordt overtreden.',
      ],
      'yt-privacy': [
        'Open de privacyklachtprocedure van YouTube. De persoon moet in de video herkenbaar zijn.',
        'Kopieer elk veld hieronder naar het formulier. De uploader kan eerst tijd krijgen om te reageren.',
      ],
    },
    apiSteps: [
      'Uniflag kon dit niet zelf indienen. Meld u aan met het account van de organisatie, open de video en kies "Rapporteren".',
      'Kies de reden hieronder en plak de uitleg.',
    ],
    policeSteps: [
      'Stuur dit niet zelf: langs deze weg antwoordt YouTube alleen aan politie en justitie.',
      'Geef dit blad aan de politie of de bevoegde magistraat.',
    ],
    keepReference: (reference) =>
      `Laat ${reference} in de tekst staan: antwoorden worden ermee teruggevonden.`,
    recordAnswer: 'Noteer hier wanneer het is ingediend, en het dossiernummer uit de bevestigingsmail.',
  },
  de: {
    address: 'Adresse des Inhalts',
    policyReason: 'Grund, in den Worten von YouTube',
    legalIssue: 'Rechtliches Problem',
    explanation: 'Begründung',
    language: 'Sprache',
    reference: 'Unsere Referenz',
    country: 'Land, dessen Recht gilt',
    belgium: 'Belgien',
    name: 'Name der meldenden Stelle',
    nameOptional: 'Name der meldenden Stelle (darf bei dieser Kategorie entfallen)',
    email: 'E-Mail-Adresse für die Antwort',
    goodFaith: 'Erklärung des guten Glaubens',
    formSteps: {
      'yt-priority-form': [
        'Melden Sie sich mit dem YouTube-Konto der Organisation an und öffnen Sie das Priority-Flagger-Formular.',
        'Kopieren Sie jedes Feld unten in das Formular.',
      ],
      'yt-legal-form': [
        'Öffnen Sie das Formular für rechtliche Beschwerden von YouTube, wählen Sie Land und Art des Problems.',
        'Kopieren Sie jedes Feld unten in das Formular und nennen Sie das verletzte Gesetz.',
      ],
      'yt-privacy': [
        'Öffnen Sie das Verfahren für Datenschutzbeschwerden. Die Person muss im Video erkennbar sein.',
        'Kopieren Sie jedes Feld unten in das Formular. Wer das Video hochlud, kann zuerst eine Frist erhalten.',
      ],
    },
    apiSteps: [
      'Uniflag konnte dies nicht selbst melden. Melden Sie sich mit dem Konto der Organisation an, öffnen Sie das Video und wählen Sie „Melden“.',
      'Wählen Sie den Grund unten und fügen Sie die Begründung ein.',
    ],
    policeSteps: [
      'Senden Sie dies nicht selbst: Auf diesem Weg antwortet YouTube nur Polizei und Justiz.',
      'Geben Sie dieses Blatt der Polizei oder der zuständigen Staatsanwaltschaft.',
    ],
    keepReference: (reference) =>
      `Lassen Sie ${reference} im Text stehen: Antworten werden danach zugeordnet.`,
    recordAnswer: 'Tragen Sie hier ein, wann gemeldet wurde, und die Fallnummer aus der Bestätigungsmail.',
  },
};
