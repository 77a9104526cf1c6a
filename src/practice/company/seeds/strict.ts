import { smallCompany, type Seed } from '../seed.ts'

/** The usual company with stricter rules: secrets live at most 90 days, and new applications are not put on the EWS list. */
export const strictCompany: Seed = {
  ...smallCompany,
  newSecrets: { longestDays: 90 },
  exchange: { ...smallCompany.exchange, ewsEnabled: true, ewsAllowsNewApplications: false },
}
