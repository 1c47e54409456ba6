import { createClient } from '#client';

/** The API of the origin that served this page; the session's cookie goes along. */
export const client = createClient({ baseUrl: window.location.origin });
