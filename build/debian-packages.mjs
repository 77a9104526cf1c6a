import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What Debian must have, by what it is for. */
const packages = {
  /** Electron's own libraries, and a keychain to talk to. */
  window: ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2', 'libsecret-1-0', 'dbus', 'gnome-keyring'],
  /** A display, a browser, an age and a PDF reader of their own, a keyboard and a screen reader, for tests and the demo. */
  tests: [
    'xvfb',
    'xauth',
    'chromium',
    'libnss3-tools',
    'curl',
    'age',
    'fonts-open-sans',
    'fonts-noto-core',
    'fonts-noto-mono',
    'x11-utils',
    'poppler-utils',
    'iproute2',
    'tcpdump',
    'xdotool',
    'at-spi2-core',
    'python3-gi',
    'gir1.2-atspi-2.0',
  ],
  /** A Kerberos realm and a proxy that wants a ticket of it, for the sign-ins through proxies. */
  realm: ['krb5-kdc', 'krb5-admin-server', 'krb5-user', 'squid'],
  /** Windows' programs on Linux, and what compiles those that stand in for Windows' own. */
  wine: ['wine64', 'gcc-mingw-w64-x86-64-win32'],
  /** What runs WiX (.NET programs), what stands in for the libraries of Windows that WiX calls, and what reads an MSI. */
  msi: [
    'mono-runtime',
    'libmono-system4.0-cil',
    'libmono-system-xml4.0-cil',
    'libmono-system-configuration4.0-cil',
    'libmono-security4.0-cil',
    'libmono-i18n-west4.0-cil',
    'libmsi-dev',
    'libgcab-dev',
    'gcc',
    'libc6-dev',
    'pkg-config',
    'msitools',
    'osslsigncode',
    'xvfb',
    'xauth',
  ],
}

/**
 * Installs what is missing when root; otherwise prints the exact line and exits. Elsewhere than on Debian: nothing.
 *
 * @param {(keyof typeof packages)[]} purposes
 */
export function debianPackages(...purposes) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return
  const missing = purposes.flatMap((purpose) => packages[purpose]).filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  // Another installation may be under way: it is waited for.
  const install = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...missing]
  if (process.getuid?.() !== 0) {
    console.error(`Some Debian packages are missing. Run:\n  sudo apt-get update && sudo apt-get ${install.join(' ')}`)
    process.exit(1)
  }
  console.log(`installing Debian packages: ${missing.join(' ')}`)
  for (const args of [['update'], install]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
    })
    if (status === 0) continue
    console.error(`${stdout}${stderr}\n«apt-get ${args.join(' ')}» failed (above).`)
    process.exit(1)
  }
}

/** @param {string} name */
function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' })
  return stdout.includes('install ok installed')
}
