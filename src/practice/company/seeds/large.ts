import { smallCompany, type Seed } from '../seed.ts'

/** The same people in a company of 50,000, with 20,000 applications. */
export const largeCompany: Seed = {
  ...smallCompany,
  name: 'Les Grandes Érablières réunies inc.',
  generatedObjects: { seed: 2026, users: 50_000, applications: 20_000 },
}
