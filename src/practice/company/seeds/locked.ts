import { smallCompany, type Seed } from '../seed.ts'

/** The same company locked: no secrets, no registering by members, and the first account has no role. */
export const lockedCompany: Seed = {
  ...smallCompany,
  usersMayRegisterApplications: false,
  newSecrets: { forbidden: true },
  users: smallCompany.users.map((user, index) => (index === 0 ? { ...user, roles: [] } : user)),
  exchange: { ...smallCompany.exchange, ewsEnabled: null, ewsAllowsNewApplications: false },
}
