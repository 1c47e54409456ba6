/**
 * Words that may stand in front of a decision without changing what it says ("After careful review, …"). A decision
 * behind any other word ("The owner said that …", "It seems …", "Example: …") is one for a person.
 */
export const plainWords: ReadonlySet<string> = new Set(
  `
  hello hi dear good news update thank thanks to for from by with of on in at into about regarding concerning and as a
  an the this that these those it they them which who is are was were has have had been be being we us our you your
  after careful thorough further another new second again look review reviewed reviewing reviews report reported reports notice notices request case
  number contacting reaching out letting know sent result therefore so thus also both now today because since following
  took looked looking checked investigated investigation assessment assessed examined completed finished found determined
  concluded confirmed confirm team teams specialists trained human partner partners organisation please note
  unfortunately however information content post posts photo video reel story comment message snap account
  group profile number channel page facebook instagram whatsapp snapchat meta snap goes go went against violates violated
  breaches community standards guidelines rules policies terms our having carefully
  accordance local laws law legal get getting touch flagging one based provided response
  bonjour cher chere madame monsieur merci pour votre vos de du des la le les l a au aux d un une nous vous que qui et
  en apres nouvel nouvelle nouveau second seconde examen analyse verification attentif approfondi avons ete a est ont suite signalement signalements signale
  signalee notification demande dossier numero donc ainsi par consequent cette ce cet ces notre nos equipe equipes
  examine verifie analyse constate conclu determine malheureusement car parce puisque elle il contenu publication photo
  video compte groupe profil message enfreint contraire standards regles communaute sur concernant bien confirmons
  beste geachte goedendag hallo dag bedankt dank u uw je jouw voor de het een van aan op in en is zijn was werd dat die
  dit deze er na nieuw nieuwe tweede zorgvuldig onderzoek beoordeling controle hebben heeft we wij ons onze team melding meldingen gemelde
  verzoek dossier zaak nummer daarom dus ook nu inmiddels bekeken beoordeeld onderzocht gecontroleerd vastgesteld
  geconcludeerd helaas omdat want aangezien inhoud bericht foto video account groep profiel richtlijnen regels beleid
  community naar aanleiding in strijd met wegens over
  wel zelf grond lokale wetgeving
  guten tag hallo sehr geehrte geehrter damen und herren vielen dank fur ihre ihren ihrer die der das den dem ein eine
  einen wir uns unser unsere haben hat ist sind war wurde wurden nach erneut erneute erneuten erneuter neue neuen zweite zweiten gemeldete gemeldeten gemeldetes sorgfaltiger prufung uberprufung meldung meldungen
  anfrage fall nummer daher deshalb auch nun jetzt inzwischen gepruft festgestellt dass leider weil da es einer eines einem er sie inhalt uberpruft
  beitrag foto video konto gruppe profil nachricht gegen richtlinien regeln gemeinschaftsstandards verstosst aufgrund
  `
    .trim()
    .split(/\s+/u),
);
