import { describeInBrowser } from './support/office.js';

describeInBrowser('people', (office) => {
  it('come in by an invitation with a passkey, invite others, sign out, and sign in with it again', async () => {
    const { body } = await office.house.request<any>('POST', '/v1/people', {
      ...{ name: 'Synthetic Lead', mail: 'lead@staff.invalid', language: 'en' },
      roles: ['STAFF', 'ADMINISTRATOR'],
    });
    const desk = await office.openDesk({ isSignedIn: false });
    const { page } = desk;
    const devices = await desk.context.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
        ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      },
    });
    // Passkeys are bound to a name: this machine's numeric address has none.
    const { origin } = new URL(desk.url.replace('127.0.0.1', 'localhost'));
    await page.goto(`${origin}${body.link.path}`);
    await page.getByText('Synthetic Lead (lead@staff.invalid)').waitFor();
    expect(page.url()).toBe(`${origin}/welcome`);
    expect(await desk.breaches()).toEqual([]);
    await page.getByRole('button', { name: 'Make a passkey' }).click();
    await page.getByRole('heading', { name: 'File a report', level: 1 }).waitFor();

    await page.getByRole('link', { name: 'My account' }).click();
    await page.getByText('this one').waitFor();
    await page.getByText('First device').waitFor();
    expect(await desk.breaches()).toEqual([]);

    await page.getByRole('link', { name: 'People' }).click();
    await page.getByLabel('Name').fill('Synthetic Guest');
    await page.getByLabel('E-mail address').fill('guest@staff.invalid');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText(/\/welcome#code=[\w-]{43}$/).waitFor();
    await page
      .getByRole('region', { name: 'Synthetic Guest' })
      .getByText('Invited', { exact: true })
      .waitFor();
    expect(await desk.breaches()).toEqual([]);

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Welcome to Uniflag' }).waitFor();
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('heading', { name: 'File a report', level: 1 }).waitFor();
    await page.getByText('Signed in: Synthetic Lead').waitFor();
  });
});
