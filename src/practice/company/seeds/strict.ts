import { smallCompany, type Seed } from '../seed.ts'

/** The same company with its rules on: secrets of 90 days at most, and an EWS list that no new application is put on by itself. */
export const strictCompany: Seed = {
  ...smallCompany,
  newSecrets: { longestDays: 90 },
  exchange: { ...smallCompany.exchange, ewsEnabled: true, ewsAllowsNewApplications: false },
}
