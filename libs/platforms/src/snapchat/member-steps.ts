import type { Language } from '#core';

/**
 * What the receiver does in Snapchat. A report from within the app sends a copy of the media along; the reported
 * account is told of a removal, never who reported.
 *
 * Source: values.snap.com/safety/safety-reporting, read on 2026-11-23. Menus recalled.
 */
export const memberSteps: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Open the Snap, chat or story in Snapchat again where you still can.',
    'Press and hold it (in a group: press and hold the message, then the group), then "Report".',
    'Choose the reason that fits best. The app sends a copy of it along: we cannot do that for you.',
    'Note the username, the name of the group, the day and the hour.',
    'The other person is not told who reported. Snapchat answers in the app or by e-mail, often within hours.',
  ],
  fr: [
    'Rouvrez le Snap, la discussion ou la story dans Snapchat tant que vous le pouvez.',
    'Appuyez longuement dessus (dans un groupe : sur le message, puis sur le groupe), puis « Signaler ».',
    "Choisissez le motif qui convient le mieux. L'application en joint une copie : nous ne pouvons pas le faire pour vous.",
    "Notez le nom d'utilisateur, le nom du groupe, le jour et l'heure.",
    "L'autre personne n'apprend pas qui a signalé. Snapchat répond dans l'application ou par e-mail, souvent en quelques heures.",
  ],
  nl: [
    'Open de Snap, de chat of het verhaal opnieuw in Snapchat zolang dat nog kan.',
    'Houd het ingedrukt (in een groep: het bericht en daarna de groep) en kies "Rapporteren".',
    'Kies de reden die het best past. De app stuurt een kopie mee: dat kunnen wij niet voor u doen.',
    'Noteer de gebruikersnaam, de naam van de groep, de dag en het uur.',
    'De andere komt niet te weten wie meldde. Snapchat antwoordt in de app of per e-mail, vaak binnen enkele uren.',
  ],
  de: [
    'Öffnen Sie den Snap, den Chat oder die Story in Snapchat noch einmal, solange es geht.',
    'Halten Sie ihn gedrückt (in einer Gruppe: die Nachricht und danach die Gruppe) und wählen Sie „Melden“.',
    'Wählen Sie den Grund, der am besten passt. Die App sendet eine Kopie mit: Das können wir nicht für Sie tun.',
    'Notieren Sie Nutzernamen, Namen der Gruppe, Tag und Uhrzeit.',
    'Die andere Person erfährt nicht, wer gemeldet hat. Snapchat antwortet in der App oder per E-Mail, oft binnen Stunden.',
  ],
};
