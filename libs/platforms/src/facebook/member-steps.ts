import type { Language } from '#core';

/** What a member does in the Facebook or Messenger app. Recalled, 2026-11-23: menus move. */
export const memberSteps: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Open the group, post, story or conversation in the app.',
    'Tap the three dots beside it (in Messenger: the name at the top), then "Report".',
    'Choose the reason that fits best. Facebook sends what you reported along with it; in Messenger the latest messages too.',
    'For a whole group: report the group itself as well, from its own menu.',
    'Facebook answers in your Support Inbox; only you can see it.',
  ],
  fr: [
    "Ouvrez le groupe, la publication, la story ou la conversation dans l'application.",
    'Appuyez sur les trois points à côté (dans Messenger : le nom en haut), puis sur « Signaler ».',
    'Choisissez le motif qui convient le mieux. Facebook joint ce que vous signalez ; dans Messenger, aussi les derniers messages.',
    'Pour tout un groupe : signalez aussi le groupe lui-même, depuis son propre menu.',
    "Facebook répond dans votre espace d'assistance ; vous seul le voyez.",
  ],
  nl: [
    'Open de groep, het bericht, het verhaal of het gesprek in de app.',
    'Tik op de drie puntjes ernaast (in Messenger: de naam bovenaan) en dan op "Rapporteren".',
    'Kies de reden die het best past. Facebook stuurt mee wat u rapporteert; in Messenger ook de laatste berichten.',
    'Voor een hele groep: rapporteer ook de groep zelf, via haar eigen menu.',
    'Facebook antwoordt in uw Ondersteuningsinbox; alleen u ziet die.',
  ],
  de: [
    'Öffnen Sie die Gruppe, den Beitrag, die Story oder die Unterhaltung in der App.',
    'Tippen Sie auf die drei Punkte daneben (in Messenger: den Namen oben) und dann auf „Melden“.',
    'Wählen Sie den Grund, der am besten passt. Facebook sendet mit, was Sie melden; in Messenger auch die letzten Nachrichten.',
    'Bei einer ganzen Gruppe: Melden Sie auch die Gruppe selbst über ihr eigenes Menü.',
    'Facebook antwortet in Ihrem Support-Postfach; nur Sie sehen es.',
  ],
};
