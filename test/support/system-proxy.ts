/**
 * What makes a proxy the system's own for a Chromium on Linux that runs on no known desktop:
 * https://chromium.googlesource.com/chromium/src/+/main/net/docs/proxy.md
 */
export function throughProxy(url: string): Readonly<Record<string, string>> {
  return { ...noDesktop, http_proxy: url, https_proxy: url }
}

/** The same for a proxy auto-configuration file (PAC). */
export function throughPac(url: string): Readonly<Record<string, string>> {
  return { ...noDesktop, auto_proxy: url }
}

const noDesktop = { XDG_CURRENT_DESKTOP: '', DESKTOP_SESSION: '', no_proxy: '' }
