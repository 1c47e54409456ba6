import { longestReadableChars } from './normalise.js';
import { readByPhrases } from './read-by-phrases.js';
import { aMail, meaningOf, read, removed, table } from '../../testing/usual-reader.js';
import { notRemovals } from '../../testing/not-removals.js';

const refused = (reason: string) => [{ kind: 'refused', reason }];
const infoRequested = [{ kind: 'informationRequested' }];

describe('readByPhrases', () => {
  it.each([
    'We removed the post.',
    'We have now removed the content you reported.',
    'Hi,\n\nThanks for your report. We’ve removed this video because it goes against our Community Standards.',
    'We reviewed the photo and removed it.',
    'As it does not follow our rules, we have removed the story.',
    "The comment doesn't follow our Community Standards, so we removed it.",
    'The reported reel has been removed.',
    'Thank you for contacting us.\n\nWe reviewed your report and removed the content for violating our Community Standards.',
    'After review, we determined that the content violates our policies and it has been removed.',
    'Good news: the post you reported has been taken down.',
    'Hello Example Helpline,\nWe removed the post.\n\nThe Example Team',
    'The lens has been removed from Snapchat.',
    'We can confirm that the post has been deleted.',
    'We reviewed your report and have removed the post. If you see it again, please let us know.',
    'Nous avons supprimé la publication que vous nous avez signalée.',
    'Après examen, nous avons retiré cette vidéo car elle enfreint nos Standards de la communauté.',
    'La publication signalée a été supprimée.',
    'Wij hebben het bericht dat u hebt gemeld verwijderd.',
    'Daarom hebben we de video verwijderd.',
    'De foto is inmiddels verwijderd omdat die in strijd is met onze richtlijnen.',
    'Wir haben den Beitrag, den Sie gemeldet haben, entfernt.',
    'Der Inhalt wurde gelöscht, da er gegen unsere Gemeinschaftsstandards verstößt.',
  ])('reads as removed: %s', (text) => expect(meaningOf(text)).toEqual(removed));

  it.each(notRemovals)('does not read a removal into: %s', (text) => {
    const reading = read(text);
    const facts = reading.outcome === 'understood' ? reading.facts : [];
    expect(facts.filter(({ kind }) => kind === 'actioned')).toEqual([]);
  });

  it.each([
    'We removed the post in Belgium.',
    'We removed the post from search results.',
    'We removed the post for 24 hours.',
    'We removed the post by mistake.',
    'We removed the post. It has since been restored.',
    'We removed the post but later put it back.',
    'We removed a similar post last year.',
    'We removed the content warning.',
    "We removed the post's caption.",
    'We placed a warning on the post by mistake. We removed it.',
    'We removed some of the content.',
    'We did not say that we removed the post.',
    'It is not true that the post was removed.',
    'We are not sure that the post was removed.',
    'We removed the post. We did not remove the post.',
    'We removed the post. It does not go against our Community Standards.',
    'We removed your access to this mailbox.',
    'We removed the restriction.',
    'The post is gone.',
    'The post is now offline for our reviewers.',
    'We took action.',
    'Wir würden den Beitrag entfernen.',
    'Der Beitrag würde entfernt.',
    'Nous aurions supprimé la publication.',
    'La publication aurait été supprimée.',
    'We zouden het bericht hebben verwijderd.',
    'Wij hebben een ander bericht verwijderd.',
    'We hebben het bericht in België verwijderd.',
    'We reviewed the account and the owner removed the post and then reposted it.',
    'We have not yet removed the post, and the account has been suspended.',
    'We suspended the account. We have restored the account.',
    'The owner said that we removed the post.',
    'Neither the post was removed nor the account disabled.',
    'The post was removed and has since been put back by its owner.',
    'The post was removed, then reposted.',
    'The post was removed from your feed.',
    "The post was removed from the group's featured section.",
    'We removed the post you asked about last week, not this one.',
    'We removed the post as a test.',
    "We've removed the post from public view only.",
    "We haven't finished but the post was removed from recommendations.",
    'It looks like the post was removed.',
    'It seems the content was removed.',
    'The system shows the post was removed, please check.',
    'We are told that the post was removed.',
    'According to our records the post was removed.',
    'We removed the post. However, the video remains available.',
    'We removed the post. The video stays up.',
    'We removed the post. The other ten posts do not go against our Community Standards.',
    'The content you reported was removed from the report.',
    'We removed the message from our queue.',
    'We removed this message from our inbox.',
    'We deleted your message.',
    'We have deleted your report.',
    'We have removed the comments section.',
    'We removed the image preview.',
    'We have removed the story highlight cover.',
    'The user removed the post.',
    'The post has been removed in some countries.',
    'We removed the post only in Germany.',
    'Le contenu a été supprimé par erreur.',
    'Le contenu a été supprimé en Belgique uniquement.',
    'Nous avons supprimé la publication des recommandations.',
    "Nous avons retiré la vidéo de notre file d'attente.",
    'Wij hebben het bericht uit de aanbevelingen verwijderd.',
    'We hebben uw bericht verwijderd uit onze inbox.',
    'Wir haben den Beitrag aus den Empfehlungen entfernt.',
    'Wir haben den Inhalt vorübergehend entfernt.',
    'Der Beitrag wurde fast entfernt.',
    'Soon we removed the post.',
    'The post was to be removed.',
    'The video was supposed to have been removed.',
    'We wish we had removed the post.',
    'We regret that we removed the post.',
    'We apologise that the post was removed.',
    'Content like this post was removed.',
    'The account that removed the post was suspended.',
    'The person who reported the post was suspended.',
    "We disabled the account's comments.",
    'We blocked the account from messaging you.',
    'The account was blocked by the user.',
    'The group was removed from search.',
    'We blocked the group link.',
    'We suspended the account review.',
    'We removed the page from recommendations.',
    'We removed the number from your contacts.',
    'Example: "We removed the post."',
    'Subject: we removed the post',
    '> We removed the post.',
    'On Monday you wrote: We removed the post.',
    'Should we remove the post? We removed the post?',
    'Was the post removed? The post was removed? Please advise.',
    'Removed: no. The post was removed: false.',
    'We removed the post - correction: we kept the post.',
    'The following is a template: the post was removed.',
    'Test message: the post was removed.',
    'Your request that the post be removed was denied.',
    'the post was removed 0 times',
    'We removed the post, but not really.',
    'We removed the post. However, this lasts a day.',
    'Nous avons supprimé la publication. Cependant, elle est là.',
    'It is not true that we need more information.',
    'There is no trace that we have received your report.',
    'We will review your report.',
    'Hello',
    '',
    'Report number: 1234567890',
  ])('leaves to a person: %s', (text) => expect(meaningOf(text)).toBe('unreadable'));

  it.each([
    ['We restored the post that we had removed.', [{ kind: 'reversed' }]],
    ['We have removed the restriction on the post.', [{ kind: 'reversed' }]],
    ['After another look we reversed our earlier decision and restored the content.', [{ kind: 'reversed' }]],
    ['Nous avons rétabli la publication.', [{ kind: 'reversed' }]],
    ['We hebben het bericht teruggeplaatst.', [{ kind: 'reversed' }]],
    ['Wir haben den Beitrag wiederhergestellt.', [{ kind: 'reversed' }]],
  ])('reads as taken back: %s', (text, facts) => expect(meaningOf(text)).toEqual(facts));

  it.each([
    [
      "We didn't remove the post because it doesn't go against our Community Standards.",
      'NO_POLICY_VIOLATION',
    ],
    ['We did not remove the post.', 'NO_REASON_GIVEN'],
    ['We found no violation of our policies.', 'NO_POLICY_VIOLATION'],
    ['No action was taken on your report.', 'NO_REASON_GIVEN'],
    [
      'Unfortunately we cannot take action on this content because it does not violate our policies.',
      'NO_POLICY_VIOLATION',
    ],
    [
      'After careful review we concluded the story does not violate our Community Guidelines. It will stay up.',
      'NO_POLICY_VIOLATION',
    ],
    ['The content is not illegal under Belgian law.', 'NOT_ILLEGAL_IN_JURISDICTION'],
    ['We do not review private messages.', 'OUT_OF_SCOPE_PRIVATE_SPACE'],
    ['We were unable to locate the content at the link you provided.', 'CANNOT_IDENTIFY_CONTENT'],
    ['This mailbox does not handle this kind of report.', 'NOT_THE_RIGHT_CHANNEL'],
    [
      "Nous n'avons pas supprimé la vidéo, car elle n’enfreint pas nos Standards de la communauté.",
      'NO_POLICY_VIOLATION',
    ],
    [
      'We hebben de foto niet verwijderd, want die is niet in strijd met onze richtlijnen.',
      'NO_POLICY_VIOLATION',
    ],
    [
      'Wir haben das Video nicht entfernt, da es nicht gegen unsere Gemeinschaftsstandards verstößt.',
      'NO_POLICY_VIOLATION',
    ],
  ])('reads as refused: %s', (text, reason) => expect(meaningOf(text)).toEqual(refused(reason)));

  it.each([
    'We need more information to review your report.',
    'Could you please send us the usernames of the accounts?',
    'Please provide the exact links.',
    'To help us locate the content, please send us the username and the time it was posted.',
    'If you do not reply within 48 hours we will close your request. We need more information about the account.',
    "Nous avons besoin d'informations complémentaires.",
    'Pourriez-vous nous indiquer le nom du groupe ?',
    'Wij hebben meer informatie nodig.',
    'Kunt u ons de gebruikersnaam bezorgen?',
    'Wir benötigen weitere Informationen.',
    'Könnten Sie uns bitte den Nutzernamen mitteilen?',
  ])('reads as a question to us: %s', (text) => expect(meaningOf(text)).toEqual(infoRequested));

  it.each([
    ['We have not removed the video but limited its distribution.', ['CONTENT_DEMOTED']],
    ['We covered the photo with a warning screen.', ['CONTENT_LABELLED']],
    ['The video is no longer available in your country.', ['GEO_RESTRICTED']],

    ['The account has been permanently disabled.', ['ACCOUNT_TERMINATED']],
    ['We suspended the account for 30 days.', ['ACCOUNT_SUSPENDED']],
    ['We warned the account.', ['ACCOUNT_WARNED']],
    ['We disabled the group.', ['GROUP_DISABLED']],
    ['We removed the post and disabled the account.', ['CONTENT_REMOVED', 'ACCOUNT_SUSPENDED']],
    ['We disabled access to the video.', ['CONTENT_DISABLED']],
    ['Wij hebben de groep geblokkeerd.', ['GROUP_DISABLED']],
    ['Wir haben das Konto gesperrt.', ['ACCOUNT_SUSPENDED']],
    ['We looked into the account you reported and have permanently disabled it.', ['ACCOUNT_TERMINATED']],
    [
      'We removed the reel and the account that posted it has been suspended.',
      ['CONTENT_REMOVED', 'ACCOUNT_SUSPENDED'],
    ],
    ['Bonjour, le compte signalé a été désactivé définitivement.', ['ACCOUNT_TERMINATED']],
    ['The phone number has been banned from using WhatsApp.', ['ACCOUNT_SUSPENDED']],
    ['The WhatsApp group has been terminated.', ['GROUP_DISABLED']],
  ])('reads what was done: %s', (text, done) =>
    expect(meaningOf(text)).toContainEqual({ kind: 'actioned', effects: done }),
  );

  it.each([
    'We blocked the group but cannot share who the administrators are.',
    'Nous avons bloqué le groupe, mais nous ne pouvons pas vous dire qui sont les administrateurs.',
    'Wij hebben de groep geblokkeerd, maar kunnen niet meedelen wie de beheerders zijn.',
    'Wir haben die Gruppe gesperrt, können Ihnen aber nicht mitteilen, wer die Administratoren sind.',
  ])('answers each ask by itself: %s', (text) =>
    expect(meaningOf(text)).toEqual([
      { kind: 'actioned', effects: ['GROUP_DISABLED'] },
      { kind: 'asksAnswered', answers: { BLOCK_GROUP: 'YES', IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' } },
    ]),
  );

  it.each([
    ['We have referred the case to the police.', { REFER_TO_AUTHORITIES: 'YES' }],
    ['We preserved the data.', { PRESERVE_DATA: 'YES' }],
    ['We preserve data only at the request of law enforcement.', { PRESERVE_DATA: 'ONLY_VIA_POLICE' }],
    ['We only disclose account information to law enforcement.', { IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' }],
    ['Nous avons conservé les données.', { PRESERVE_DATA: 'YES' }],
    ['Wij hebben dit doorgegeven aan de politie.', { REFER_TO_AUTHORITIES: 'YES' }],
  ])('reads the answer to one ask: %s', (text, answers) =>
    expect(meaningOf(text)).toEqual([{ kind: 'asksAnswered', answers }]),
  );

  it.each([
    'We may have referred the case to the police.',
    'We have not referred the case to the police.',
    'You say that we referred the case to the police.',
    'We will share information with the police.',
    'We do not share information with law enforcement.',
    'The data have been preserved. We preserve data only at the request of law enforcement.',
  ])('takes no answer to an ask from: %s', (text) => expect(meaningOf(text)).toBe('unreadable'));

  it.each([
    'We can only act on a private group after a member has reported it in the app.',
    "Un membre du groupe doit d'abord le signaler dans l'application.",
    'Wij kunnen pas optreden tegen een groep nadat een lid die in de app heeft gemeld.',
    'Wir können eine private Gruppe erst prüfen, nachdem ein Mitglied sie in der App gemeldet hat.',
  ])('asks for a member’s report first: %s', (text) =>
    expect(meaningOf(text)).toEqual([{ kind: 'memberReportRequired', channel: 'example-in-app' }]),
  );

  it.each([
    [
      'We received your report. Report number: 1234567890.',
      [{ kind: 'acknowledged', externalRef: '1234567890' }],
    ],
    [
      'Nous avons bien reçu votre signalement (numéro de signalement : 99887766).',
      [{ kind: 'acknowledged', externalRef: '99887766' }],
    ],
    ['Wij hebben uw melding goed ontvangen.', [{ kind: 'acknowledged' }]],
    ['Ihre Meldung ist bei uns eingegangen. Wir werden sie prüfen.', [{ kind: 'acknowledged' }]],
    ['We have received your report and are now reviewing it.', [{ kind: 'acknowledged' }]],
    ['We are reviewing your report.', [{ kind: 'reviewStarted' }]],
    ['We received your report. You will hear from us that the post was removed.', [{ kind: 'acknowledged' }]],
    ['We received your report. Could it be that the post was removed?', [{ kind: 'acknowledged' }]],
    ['The post was already removed before we reviewed it.', [{ kind: 'notFound' }]],
    ['Your case was closed as a duplicate of an earlier report.', [{ kind: 'duplicate' }]],
  ])('reads: %s', (text, facts) => expect(meaningOf(text)).toEqual(facts));

  it.each([
    ["La publication n'est plus disponible en Belgique.", ['BE']],
    ['We have restricted access to the post in Belgium, France and the Netherlands.', ['BE', 'FR', 'NL']],
    ['Wir haben das Video in Deutschland und Österreich gesperrt.', ['DE', 'AT']],
    ['De inhoud is niet meer beschikbaar in de Europese Unie.', ['EU']],
  ])('reads where a restriction holds: %s', (text, territories) =>
    expect(meaningOf(text)).toEqual([{ kind: 'actioned', effects: ['GEO_RESTRICTED'], territories }]),
  );

  it.each([
    ['This report is a duplicate of case 123456789.', '123456789'],
    ['Votre signalement a été fusionné avec le dossier 123456789.', '123456789'],
    ['Deze melding werd al eerder ingediend en wordt behandeld onder nummer 123456789.', '123456789'],
  ])('keeps the number of the earlier case apart from ours: %s', (text, ofRef) =>
    expect(meaningOf(text)).toEqual([{ kind: 'duplicate', ofRef }]),
  );

  it('reads answers that stand behind the names of the asks', () => {
    const text =
      'Block the group: No\nIdentify the administrators: only via law enforcement\nData preservation: yes, done.';
    expect(meaningOf(text)).toEqual([
      {
        kind: 'asksAnswered',
        answers: { BLOCK_GROUP: 'NO', IDENTIFY_ADMINS: 'ONLY_VIA_POLICE', PRESERVE_DATA: 'YES' },
      },
    ]);
    expect(meaningOf('Remove the content: no. We removed the content.')).toBe('unreadable');
  });

  it('reads a list of what was done', () => {
    const list = 'We have done the following:\n- removed the image\n- suspended the account';
    expect(meaningOf(list)).toContainEqual({
      kind: 'actioned',
      effects: ['CONTENT_REMOVED', 'ACCOUNT_SUSPENDED'],
    });
    expect(meaningOf('You have done the following:\n- removed the image')).toBe('unreadable');
  });

  it('knows a limit for what it is where the rules were not broken', () =>
    expect(meaningOf("The post doesn't go against our rules, but we have reduced its distribution.")).toEqual(
      [{ kind: 'actioned', effects: ['CONTENT_DEMOTED'] }],
    ));

  describe('what machines answer to any mail', () => {
    const absent = 'I am out of the office until 7 December.';
    const reading = (text: string, isAutomatic: boolean) =>
      readByPhrases({ ...aMail(text), isAutomatic }, table);

    it('says nothing, where a machine says that it wrote it', () => {
      expect(reading(absent, true)).toEqual({ outcome: 'understood', facts: [] });
      expect(reading(absent, false)).toEqual({ outcome: 'unreadable' });
    });

    it.each([
      'I no longer work here.',
      'This mailbox is not monitored.',
      'Click here to verify your address.',
      'We received your report. It was quarantined.',
      'Your case is closed.',
      'We removed the video by mistake.',
    ])('goes to a person where it says more: %s', (more) =>
      expect(reading(`${absent} ${more}`, true)).toEqual({ outcome: 'unreadable' }),
    );
  });

  it('says that persons are named, and that the platform could', () => {
    const text = 'We blocked the group. The administrators are Jane Synthetic and Pat Example.';
    expect(read(text)).toMatchObject({
      namesPersons: true,
      facts: [{ effects: ['GROUP_DISABLED'] }, { answers: { BLOCK_GROUP: 'YES', IDENTIFY_ADMINS: 'YES' } }],
    });
    expect(read('We blocked the group.')).not.toHaveProperty('namesPersons');
    expect(read('Soon. The admin of the group is Jane Synthetic. We removed it?')).toHaveProperty(
      'namesPersons',
    );
  });

  it('takes the report number out of the subject and keeps it with a decision', () => {
    expect(meaningOf('We removed the post.', 'Case #123456789 [UF-2026-000123-2-K7QM9A]')).toEqual([
      { kind: 'acknowledged', externalRef: '123456789' },
      ...removed,
    ]);
  });

  it('takes no number where several stand', () => {
    expect(meaningOf('We received your report. Report number: 1234567890. Case 999999999.')).toEqual([
      { kind: 'acknowledged' },
    ]);
  });

  it('gives a message too long to be read whole to a person', () => {
    const padded = `We removed the post.${' '.repeat(longestReadableChars)}It was restored.`;
    expect(meaningOf(padded)).toBe('unreadable');
  });
});
