/** The fewest rights that the job needs. `Mail.Send` and the like are asked for when they are used. */
export const signInScopes = ['User.Read', 'Application.ReadWrite.All'] as const
