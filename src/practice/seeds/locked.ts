import { smallCompany, type Seed } from '../seed.ts'

/** The same company locked: no secrets, no registering by members, and the first account has no role. */
export const lockedCompany: Seed = {
  ...smallCompany,
  tenantId: '7c1e5a38-d04b-4962-8f7a-36b9e2d0c415',
  usersMayRegisterApplications: false,
  newSecrets: { forbidden: true },
  users: smallCompany.users.map((user, index) => (index === 0 ? { ...user, roles: [] } : user)),
  exchange: { ...smallCompany.exchange, ewsEnabled: null, ewsAllowsNewApplications: false },
}
