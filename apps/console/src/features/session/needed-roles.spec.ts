import { rolesFor } from '#core';
import { neededRoles, type PageAct } from './needed-roles.js';

it.each(Object.entries(neededRoles))('%s takes the roles that the core gives it', (act, roles) => {
  expect([...roles].sort()).toEqual([...rolesFor(act as PageAct, 'ORDINARY')].sort());
});
