import type { ReportTexts } from './report-texts.js';

export const fr: ReportTexts = {
  title: (year) => `Signaleur de confiance : rapport annuel ${year}`,
  law: 'Rapport au titre de l’article 22, paragraphe 3, du règlement (UE) 2022/2065 (règlement sur les services numériques)',
  preliminary: (day) => `Provisoire : l’année n’est pas terminée. Chiffres au ${day}, à ne pas publier.`,
  rehearsal: 'Répétition : aucune de ces notifications n’est partie chez un fournisseur. À ne pas publier.',
  unsealed: 'Non scellé : ces chiffres peuvent encore changer.',
  hidden: 'masqué',
  facts: {
    organisation: 'Signaleur de confiance',
    period: 'Période',
    clock: 'Les jours commencent à l’heure de',
    counted: 'Ce qui est compté',
    notices: 'Notifications soumises',
  },
  counted:
    'Les notifications soumises en tant que signaleur de confiance (article 22) pendant la période, chacune selon ce que son ' +
    'fournisseur avait décidé lors de l’établissement du rapport. Les notifications hors de l’article 22, telles que celles ' +
    'faites dans le cadre d’accords volontaires avec des plateformes, ne figurent pas dans ce rapport.',
  noNotices: 'Aucune notification n’a été soumise au titre de l’article 22 cette année.',
  page: (page, pages) => `page ${page} sur ${pages}`,
  part: (part, parts) => `partie ${part} sur ${parts}`,
  heads: {
    provider: 'Fournisseur',
    type: 'Type de contenu',
    keyword: 'Plus précisément',
    action: 'Mesure du fournisseur',
    reason: 'Motif',
    time: 'Délai',
    notices: 'Notifications',
  },
  sections: {
    actions: 'Mesures prises par les fournisseurs',
    providers: 'Par fournisseur',
    types: 'Par type de contenu',
    keywords: 'Types de contenu en détail',
    refusals: 'Pourquoi des fournisseurs ont refusé',
    removals: 'De la notification au retrait',
    waits: 'Délai jusqu’à la première décision',
    independence: 'Indépendance à l’égard des fournisseurs',
    reading: 'Comment lire ce rapport',
    seal: 'Sceau',
  },
  actions: {
    REMOVED: 'Retiré',
    RESTRICTED: 'Restreint',
    REFUSED: 'Refusé',
    REVERSED: 'Annulé',
    NOT_FOUND: 'Introuvable',
    GONE_UNEXPLAINED: 'Disparu sans décision',
    NO_DECISION: 'Sans décision',
  },
  meanings: {
    REMOVED: 'le fournisseur a rendu le contenu inaccessible, ou fermé le compte ou le groupe',
    RESTRICTED:
      'le fournisseur a agi autrement, par exemple selon l’âge ou le pays, par une visibilité réduite ou un avertissement',
    REFUSED: 'le fournisseur a décidé de ne pas agir',
    REVERSED: 'le fournisseur a agi, puis est revenu sur sa décision',
    NOT_FOUND: 'le fournisseur n’a plus rien trouvé, ou connaissait déjà le contenu',
    GONE_UNEXPLAINED:
      'le contenu a disparu sans décision ; cela ne compte pas comme un succès de la notification',
    NO_DECISION: 'le fournisseur n’avait pas décidé, ou la notification a été retirée avant',
  },
  refusals: {
    NO_POLICY_VIOLATION: 'Pas de violation de ses règles',
    NOT_ILLEGAL_IN_JURISDICTION: 'Pas illégal ici, selon lui',
    INSUFFICIENT_INFORMATION: 'Trop peu d’informations',
    NOT_THE_RIGHT_CHANNEL: 'Pas la bonne voie',
    OUT_OF_SCOPE_PRIVATE_SPACE: 'Dans un espace privé',
    CANNOT_IDENTIFY_CONTENT: 'Contenu impossible à identifier',
    NOTIFIER_NOT_ACCEPTED: 'Auteur de la notification non accepté',
    NO_REASON_GIVEN: 'Aucun motif donné',
  },
  removals: {
    WITHIN_1_DAY: 'En un jour au plus',
    WITHIN_3_DAYS: 'En plus d’un jour, trois au plus',
    WITHIN_6_DAYS: 'En plus de trois jours, six au plus',
    LATER: 'En plus de six jours',
  },
  waits: {
    median: 'La moitié décidée en',
    ninetieth: 'Neuf sur dix décidées en',
    note:
      'En heures depuis l’envoi de la notification, jusqu’à la fin de la période ; les notifications encore ouvertes sont prises ' +
      'en compte. Uniquement pour les fournisseurs comptant au moins dix décisions et aucun nombre masqué.',
  },
  hours: (count) => `${count} h`,
  noStatement: 'L’organisation n’a pas encore rédigé sa déclaration.',
  reading: (smallest) => [
    `Les nombres à partir de 1 et inférieurs à ${smallest} sont masqués, car un petit nombre peut révéler de qui il s’agit.`,
    'D’autres nombres sont masqués avec eux, afin que les totaux ne trahissent pas un petit nombre : qui connaît tous les ' +
      `chiffres publiés ne peut ramener un petit nombre à moins de ${smallest} valeurs possibles, ni savoir qu’il est petit. ` +
      'Un 0 signifie qu’il n’y en a eu aucun.',
    'Les types de contenu sont ceux de la base de données pour la transparence de la Commission européenne.',
    'Ce rapport ne contient que des chiffres et des codes, et aucune donnée à caractère personnel.',
  ],
  seal: ({ sealedAt, events }) =>
    `Scellé le ${sealedAt}, à partir de ${events} événements enregistrés. Qui possède le fichier JSON de ce rapport et la clé ` +
    'publique de l’organisation peut vérifier que rien n’y a été modifié.',
  types: {
    STATEMENT_CATEGORY_ANIMAL_WELFARE: 'Bien-être animal',
    STATEMENT_CATEGORY_CONSUMER_INFORMATION: 'Infractions à l’information des consommateurs',
    STATEMENT_CATEGORY_CYBER_VIOLENCE: 'Cyberviolence',
    STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN: 'Cyberviolence à l’égard des femmes',
    STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS:
      'Atteintes à la protection des données et à la vie privée',
    STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH: 'Discours illégaux ou préjudiciables',
    STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS: 'Atteintes à la propriété intellectuelle',
    STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS:
      'Effets négatifs sur le discours civique ou les élections',
    STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE: 'Type non précisé',
    STATEMENT_CATEGORY_OTHER_VIOLATION_TC: 'Autre violation des conditions du fournisseur',
    STATEMENT_CATEGORY_PROTECTION_OF_MINORS: 'Protection des mineurs',
    STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY: 'Risque pour la sécurité publique',
    STATEMENT_CATEGORY_SCAMS_AND_FRAUD: 'Escroqueries et fraudes',
    STATEMENT_CATEGORY_SELF_HARM: 'Automutilation',
    STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS: 'Produits dangereux, non conformes ou interdits',
    STATEMENT_CATEGORY_VIOLENCE: 'Violence',
  },
  keywords: {
    KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL: 'Images d’abus sexuels d’enfants',
    KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE: 'Images d’abus sexuels d’enfants, hypertrucage',
    KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS: 'Sollicitation de mineurs à des fins sexuelles',
    KEYWORD_NON_CONSENSUAL_IMAGE_SHARING: 'Images intimes diffusées sans consentement',
    KEYWORD_CYBER_BULLYING_INTIMIDATION: 'Cyberharcèlement et intimidation',
    KEYWORD_HATE_SPEECH: 'Discours de haine',
    KEYWORD_INCITEMENT_VIOLENCE_HATRED: 'Incitation à la violence ou à la haine',
    KEYWORD_UNSAFE_CHALLENGES: 'Défis dangereux',
    KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING: 'Usurpation d’identité et piratage de comptes',
    KEYWORD_RIGHT_TO_BE_FORGOTTEN: 'Droit à l’oubli',
    KEYWORD_MISSING_PROCESSING_GROUND: 'Traitement de données sans base',
    KEYWORD_SUICIDE: 'Suicide',
    KEYWORD_HUMAN_TRAFFICKING: 'Traite des êtres humains',
    KEYWORD_OTHER: 'Autre',
  },
};
