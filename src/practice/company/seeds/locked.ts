import { smallCompany, type Seed } from '../seed.ts'

/** The usual company, locked down: secrets are forbidden, members may not register applications, and the first account has no role. */
export const lockedCompany: Seed = {
  ...smallCompany,
  usersMayRegisterApplications: false,
  newSecrets: { forbidden: true },
  users: smallCompany.users.map((user, index) => (index === 0 ? { ...user, roles: [] } : user)),
  exchange: { ...smallCompany.exchange, ewsEnabled: null, ewsAllowsNewApplications: false },
}
