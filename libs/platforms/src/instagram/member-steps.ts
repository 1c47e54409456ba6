import type { Language } from '#core';

/** What a member does in the Instagram app. Recalled, 2026-11-23: menus move. */
export const memberSteps: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Open the conversation, story or channel in the Instagram app.',
    'In a conversation: press and hold the message, then "Report". In a story or channel: the three dots, then "Report".',
    'Choose the reason that fits best. Instagram sends the message or story along; a story is gone after a day, so do it soon.',
    'For a group chat: report the chat itself as well, from its details.',
    'Instagram answers under Settings, "Support requests"; only you can see it.',
  ],
  fr: [
    "Ouvrez la conversation, la story ou le canal dans l'application Instagram.",
    'Dans une conversation : appuyez longuement sur le message, puis « Signaler ». Dans une story ou un canal : les trois points, puis « Signaler ».',
    'Choisissez le motif qui convient le mieux. Instagram joint le message ou la story ; une story disparaît après un jour, faites-le donc vite.',
    'Pour une discussion de groupe : signalez aussi la discussion elle-même, depuis ses détails.',
    "Instagram répond dans les paramètres, « Demandes d'assistance » ; vous seul le voyez.",
  ],
  nl: [
    'Open het gesprek, het verhaal of het kanaal in de Instagram-app.',
    'In een gesprek: houd het bericht ingedrukt en kies "Rapporteren". In een verhaal of kanaal: de drie puntjes en dan "Rapporteren".',
    'Kies de reden die het best past. Instagram stuurt het bericht of verhaal mee; een verhaal is na een dag weg, wacht dus niet.',
    'Voor een groepschat: rapporteer ook de chat zelf, via de details.',
    'Instagram antwoordt bij Instellingen, "Ondersteuningsverzoeken"; alleen u ziet dat.',
  ],
  de: [
    'Öffnen Sie die Unterhaltung, die Story oder den Kanal in der Instagram-App.',
    'In einer Unterhaltung: Halten Sie die Nachricht gedrückt und wählen Sie „Melden“. In Story oder Kanal: die drei Punkte, dann „Melden“.',
    'Wählen Sie den Grund, der am besten passt. Instagram sendet Nachricht oder Story mit; eine Story ist nach einem Tag weg, warten Sie also nicht.',
    'Bei einem Gruppenchat: Melden Sie auch den Chat selbst über seine Details.',
    'Instagram antwortet unter Einstellungen, „Supportanfragen“; nur Sie sehen es.',
  ],
};
