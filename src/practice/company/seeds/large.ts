import { smallCompany, type Seed } from '../seed.ts'

/** The usual company with 50,000 more users and 20,000 applications. */
export const largeCompany: Seed = {
  ...smallCompany,
  name: 'Les Grandes Érablières réunies inc.',
  generatedObjects: { seed: 2026, users: 50_000, applications: 20_000 },
}
