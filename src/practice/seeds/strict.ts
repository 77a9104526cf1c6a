import { smallCompany, type Seed } from '../seed.ts'

/** The same company with its rules on: secrets of 90 days at most, and an EWS list that no new application is put on by itself. */
export const strictCompany: Seed = {
  ...smallCompany,
  tenantId: '2b6f0d94-71c8-4e3a-b5d2-90a4c18e7f63',
  newSecrets: { longestDays: 90 },
  exchange: { ...smallCompany.exchange, ewsEnabled: true, ewsAllowsNewApplications: false },
}
