/**
 * The commonest parts of passwords in the languages of our staff: a password that is made of them alone is guessed first.
 *
 * Source: the heads of the lists of leaked passwords that are published every year, and keyboard rows (qwerty, azerty,
 * qwertz), read on 2026-11-27.
 */
export const commonPasswordParts: readonly string[] = [
  ...['1234567890', '0123456789', '9876543210', '123456', '12345', '1234', '123123', '987654', '654321'],
  ...['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', 'qwertzuiop', 'yxcvbnm'],
  ...['qwerty', 'azerty', 'qwertz', 'asdfgh', 'qazwsx', '1q2w3e4r5t', '1q2w3e4r', '1qaz2wsx', 'abcdefgh', 'abc123', 'abcd'],
  ...['password', 'passwort', 'wachtwoord', 'motdepasse', 'passw0rd', 'p@ssword', 'p@ssw0rd', 'passe', 'pass', 'secret'],
  ...['geheim', 'welkom', 'welcome', 'willkommen', 'bienvenue', 'bonjour', 'hello', 'hallo', 'letmein', 'admin'],
  ...['administrator', 'beheerder', 'administrateur', 'changeme', 'default', 'test', 'user', 'login', 'guest', 'master'],
  ...['iloveyou', 'jetaime', 'ikhouvanjou', 'ichliebedich', 'loveyou', 'love', 'amour', 'liefde', 'liebe', 'doudou'],
  ...['football', 'voetbal', 'fussball', 'anderlecht', 'bruges', 'brugge', 'bruxelles', 'brussel', 'brussels', 'belgium'],
  ...['belgique', 'belgie', 'dragon', 'monkey', 'sunshine', 'princess', 'prinses', 'princesse', 'superman', 'batman'],
  ...['pokemon', 'starwars', 'soleil', 'chocolat', 'chocolate', 'summer', 'winter', 'spring', 'autumn', 'zomer', 'herfst'],
  ...['january', 'janvier', 'januari', 'december', 'decembre', 'michael', 'thomas', 'nicolas', 'jessica', 'charlie'],
  ...['uniflag', 'hotline', 'helpline', 'childfocus', 'enfants', 'kinderen', 'kinder', 'report', 'the', 'and', 'my', 'is'],
];
