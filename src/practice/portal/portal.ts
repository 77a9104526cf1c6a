import { Hono } from 'hono'
import { serve as listen } from '@hono/node-server'
import { createAdministrator } from './administrator.ts'
import { adminPage, notFoundPage, registerPage, type ShownApplication } from './pages.ts'
import { readLanguage } from '../routes/sign-in/pages/language.ts'
import { onlyFromThisPage } from '../serving/served.ts'
import type { Tenant } from '../tenant/tenant.ts'

const graphAppId = '00000003-0000-0000-c000-000000000000'
/** The delegated permission User.Read, which Microsoft's portal puts into every new registration. */
const userRead = { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }
const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type Json = Readonly<Record<string, unknown>>

/**
 * Serves the part of Microsoft's admin centre that the guide by hand needs, for practising it. Each button makes its
 * object through Microsoft Graph, as an administrator who has signed in already.
 */
export async function servePortal(tenant: Tenant): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const { call } = createAdministrator(tenant)

  async function findShown(appId: string): Promise<ShownApplication | null> {
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
    return {
      application: found.body as unknown as ShownApplication['application'],
      granted,
      tenantId: text(organization[0]?.id),
    }
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

  /** Grants the application every application permission its manifest asks for. */
  async function consent({ application }: ShownApplication): Promise<void> {
    const principal = await call('GET', `/servicePrincipals(appId='${application.appId}')`)
    for (const { resourceAppId, resourceAccess } of application.requiredResourceAccess) {
      const resource = await call('GET', `/servicePrincipals(appId='${resourceAppId}')`)
      for (const role of resourceAccess.filter(({ type }) => type === 'Role')) {
        const [principalId, resourceId] = [principal.body.id, resource.body.id]
        await call('POST', `/servicePrincipals/${text(resourceId)}/appRoleAssignedTo`, {
          principalId,
          resourceId,
          appRoleId: role.id,
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
    const found = await findShown(appId)
    return found ? adminPage(language(c.req.raw), found) : notFoundPage(language(c.req.raw))
  })
  app.post('/register', async (c) => back(await register(await formOf(c.req.raw))))
  app.post('/:action/:appId', async (c) => {
    const found = await findShown(c.req.param('appId'))
    if (!found) return notFoundPage(language(c.req.raw))
    const form = await formOf(c.req.raw)
    const { id: objectId, appId } = found.application
    switch (c.req.param('action')) {
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
        const again = await findShown(appId)
        // The value of a secret is shown on this page and never again.
        return adminPage(language(c.req.raw), again ?? found, { value: text(made.body.secretText) })
      }
      case 'delete-secret':
        await call('POST', `/applications/${objectId}/removePassword`, { keyId: form.get('keyId') })
        return back(appId)
      default:
        return notFoundPage(language(c.req.raw))
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
  if (typeof value !== 'string') throw new Error('Microsoft Graph left out a value that the practice portal needs.')
  return value
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}
