import type { Language } from '#core';

/**
 * What a member does in WhatsApp. The app sends up to the last five messages of the reported group or number along,
 * with ids, times and kinds; the reported side is not told.
 *
 * Source: newspointapp.com (articleshow 108152908), read on 2026-11-23. Menus recalled.
 */
export const memberSteps: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Open the group or the chat in WhatsApp and tap its name at the top.',
    'Scroll down to "Report group" or "Report". Leave "Exit group" or "Block" unticked for now.',
    'WhatsApp sends up to the last five messages along, with their time. Report while the worst ones are among them.',
    'Note the name of the group, the day and the hour of your report.',
    'The others are not told. WhatsApp usually does not answer: look a few days later whether the group still works.',
  ],
  fr: [
    'Ouvrez le groupe ou la discussion dans WhatsApp et appuyez sur son nom en haut.',
    "Descendez jusqu'à « Signaler le groupe » ou « Signaler ». Ne cochez pas encore « Quitter » ou « Bloquer ».",
    "WhatsApp joint jusqu'aux cinq derniers messages, avec leur heure. Signalez tant que les plus graves en font partie.",
    "Notez le nom du groupe, le jour et l'heure de votre signalement.",
    'Les autres ne sont pas prévenus. WhatsApp ne répond généralement pas : regardez quelques jours plus tard si le groupe fonctionne encore.',
  ],
  nl: [
    'Open de groep of de chat in WhatsApp en tik bovenaan op de naam.',
    'Scrol naar "Groep rapporteren" of "Rapporteren". Vink "Groep verlaten" of "Blokkeren" nog niet aan.',
    'WhatsApp stuurt tot de laatste vijf berichten mee, met hun tijd. Rapporteer terwijl de ergste daarbij zijn.',
    'Noteer de naam van de groep, de dag en het uur van uw melding.',
    'De anderen krijgen geen bericht. WhatsApp antwoordt meestal niet: kijk enkele dagen later of de groep nog werkt.',
  ],
  de: [
    'Öffnen Sie die Gruppe oder den Chat in WhatsApp und tippen Sie oben auf den Namen.',
    'Gehen Sie nach unten zu „Gruppe melden“ oder „Melden“. Setzen Sie bei „Gruppe verlassen“ oder „Blockieren“ noch keinen Haken.',
    'WhatsApp sendet bis zu den letzten fünf Nachrichten mit, mit ihrer Zeit. Melden Sie, solange die schlimmsten darunter sind.',
    'Notieren Sie den Namen der Gruppe, Tag und Uhrzeit Ihrer Meldung.',
    'Die anderen erfahren nichts. WhatsApp antwortet meist nicht: Sehen Sie einige Tage später nach, ob die Gruppe noch besteht.',
  ],
};
