import { smallCompany, type Seed } from '../seed.ts'

/** The same people in a company of 50,000, with 20,000 applications. */
export const largeCompany: Seed = {
  ...smallCompany,
  tenantId: 'e49d7b20-6f15-4c8e-a3b7-5d82f10c964a',
  name: 'Les Grandes Érablières réunies inc.',
  crowd: { seed: 2026, users: 50_000, applications: 20_000 },
}
