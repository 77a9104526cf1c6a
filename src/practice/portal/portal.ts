import { Hono } from 'hono'
import { serve as listen } from '@hono/node-server'
import { adminPage, nothingHere, registerPage, type Shown } from './pages.ts'
import { graph, luc, adminScopes, signIn, type Answered } from '../rehearsal.ts'
import { readLanguage } from '../routes/sign-in/pages/words.ts'
import { onlyFromThisPage } from '../serving/served.ts'
import type { Tenant } from '../tenant/tenant.ts'

const tokenLifeMs = 30 * 60_000
const graphAppId = '00000003-0000-0000-c000-000000000000'
/** What Microsoft's own portal asks for in every new registration. */
const userRead = { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }
const scopes = `${adminScopes} AppRoleAssignment.ReadWrite.All`
const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type Json = Readonly<Record<string, unknown>>

/**
 * As much of an admin centre as the guide by hand needs, for who practises it: every gesture makes its object through
 * Graph, as Microsoft's portal does, in the place of an administrator who is signed in already.
 */
export async function servePortal(tenant: Tenant): Promise<{ readonly origin: string; close(): Promise<void> }> {
  let token: { readonly text: string; readonly until: number } | null = null
  async function call(method: string, path: string, body?: unknown): Promise<Answered> {
    if (!token || token.until < Date.now()) {
      token = { text: await signIn(tenant, luc, scopes), until: Date.now() + tokenLifeMs }
    }
    return graph(tenant, token.text, method, path, body)
  }

  async function shown(appId: string): Promise<Shown | null> {
    if (!id.test(appId)) return null
    const found = await call('GET', `/applications(appId='${appId}')`)
    if (found.status !== 200) return null
    const principal = await call('GET', `/servicePrincipals(appId='${appId}')`)
    const grants =
      principal.status === 200
        ? await call('GET', `/servicePrincipals/${text(principal.body.id)}/appRoleAssignments`)
        : null
    const granted = list(grants?.body.value).map((one) => text(one.appRoleId))
    const organization = list((await call('GET', '/organization')).body.value)
    return { application: found.body as unknown as Shown['application'], granted, tenantId: text(organization[0]?.id) }
  }

  async function register(form: Form): Promise<string> {
    const kind = form.get('platform') ?? 'publicClient'
    const made = await call('POST', '/applications', {
      displayName: form.get('name'),
      signInAudience: form.get('accounts'),
      [kind]: { redirectUris: [form.get('redirect') ?? ''].filter((uri) => uri !== '') },
      requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess: [userRead] }],
    })
    if (made.status >= 300) throw new Error(made.body.error?.message ?? String(made.status))
    await call('POST', '/servicePrincipals', { appId: made.body.appId })
    return text(made.body.appId)
  }

  /** Each application permission that the manifest asks for, to the one who asks. */
  async function consent({ application }: Shown): Promise<void> {
    const principal = await call('GET', `/servicePrincipals(appId='${application.appId}')`)
    for (const { resourceAppId, resourceAccess } of application.requiredResourceAccess) {
      const resource = await call('GET', `/servicePrincipals(appId='${resourceAppId}')`)
      for (const role of resourceAccess.filter(({ type }) => type === 'Role')) {
        const [principalId, resourceId] = [principal.body.id, resource.body.id]
        await call('POST', `/servicePrincipals/${text(resourceId)}/appRoleAssignedTo`, {
          ...{ principalId, resourceId, appRoleId: role.id },
        })
      }
    }
  }

  const app = new Hono()
  const language = (request: Request) => readLanguage(undefined, request.headers.get('accept-language') ?? undefined)
  const back = (appId: string) => new Response(null, { status: 303, headers: { location: `/?appId=${appId}` } })

  app.get('/', async (c) => {
    const appId = c.req.query('appId')
    if (appId === undefined) return registerPage(language(c.req.raw))
    const found = await shown(appId)
    return found ? adminPage(language(c.req.raw), found) : nothingHere(language(c.req.raw))
  })
  app.post('/register', async (c) => back(await register(await formOf(c.req.raw))))
  app.post('/:gesture/:appId', async (c) => {
    const found = await shown(c.req.param('appId'))
    if (!found) return nothingHere(language(c.req.raw))
    const form = await formOf(c.req.raw)
    const { id: objectId, appId } = found.application
    switch (c.req.param('gesture')) {
      case 'manifest': {
        const access = readJson(form.get('requiredResourceAccess') ?? '')
        const saved =
          access === null ? null : await call('PATCH', `/applications/${objectId}`, { requiredResourceAccess: access })
        if (saved === null || saved.status >= 300) return adminPage(language(c.req.raw), found, { refused: true })
        return back(appId)
      }
      case 'consent':
        await consent(found)
        return back(appId)
      case 'secret': {
        const end = Date.parse(form.get('end') ?? '')
        const isCustom = form.get('days') === 'custom' && !Number.isNaN(end)
        const days = Number(form.get('days')) || 180
        const made = await call('POST', `/applications/${objectId}/addPassword`, {
          passwordCredential: {
            displayName: form.get('description'),
            endDateTime: new Date(isCustom ? end : Date.now() + days * 86_400_000).toISOString(),
          },
        })
        const again = await shown(appId)
        // Shown on this page and never again.
        return adminPage(language(c.req.raw), again ?? found, { value: text(made.body.secretText) })
      }
      case 'delete-secret':
        await call('POST', `/applications/${objectId}/removePassword`, { keyId: form.get('keyId') })
        return back(appId)
      default:
        return nothingHere(language(c.req.raw))
    }
  })

  let origin = ''
  const guarded = async (request: Request): Promise<Response> =>
    onlyFromThisPage(request, origin) ?? (await app.fetch(request))
  const server = await new Promise<ReturnType<typeof listen>>((resolve, reject) => {
    const opened = listen({ fetch: guarded, hostname: '127.0.0.1', port: 0 }, (address) => {
      origin = `http://127.0.0.1:${address.port}`
      resolve(opened)
    })
    opened.once('error', reject)
  })
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

type Form = ReadonlyMap<string, string>

async function formOf(request: Request): Promise<Form> {
  return new Map(new URLSearchParams(await request.text()))
}

function readJson(written: string): unknown {
  try {
    return JSON.parse(`[${written}]`)
  } catch {
    return null
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('Graph answered something else than was asked for')
  return value
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}
