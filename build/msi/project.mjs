import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The oldest Windows that the pinned Electron and the application are made for: Windows 10, version 1809. */
export const oldestBuild = 17763

/** Where the installer says what is installed: what software distribution looks for (docs/deploy.md). */
export const installedKey = 'Software\\CDID\\PrextraOutlookAssistant'

/**
 * Turns the project that electron-builder's template makes (app-builder-lib/templates/msi/template.xml) into ours. Throws
 * when the template has no longer what is replaced here, so that a new electron-builder cannot quietly undo it.
 *
 * @param {string} project
 * @param {{ readonly productName: string, readonly address: string }} about
 */
export function finishedProject(project, { productName, address }) {
  let text = project
  const replace = (/** @type {RegExp} */ pattern, /** @type {string} */ by) => {
    const found = text.match(new RegExp(pattern, 'g'))?.length ?? 0
    if (found !== 1) throw new Error(`electron-builder's project has ${found} times, and not once: ${pattern.source}`)
    text = text.replace(pattern, () => by)
  }
  // Only what the person meets in a dialog is in both languages: a package has one language of its own.
  replace(
    /<Condition Message="Windows 7 and above is required">.*?<\/Condition>/,
    `<Property Id="WINDOWSBUILD" Secure="yes">
      <RegistrySearch Id="WindowsBuild" Root="HKLM" Key="SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion" Name="CurrentBuildNumber" Type="raw"/>
    </Property>
    <Condition Message="Windows 10 version 1809 ou plus récent est requis. / Windows 10 version 1809 or later is required."><![CDATA[Installed OR WINDOWSBUILD >= ${oldestBuild}]]></Condition>`,
  )
  replace(
    /DowngradeErrorMessage='[^']*'/,
    `DowngradeErrorMessage="Une version plus récente de [ProductName] est déjà installée. / A newer version of [ProductName] is already installed."`,
  )
  // What only the dialogs and the installation for one person need.
  for (const id of ['WIXUI_INSTALLDIR', 'ApplicationFolderName', 'WixAppFolder', 'MSIINSTALLPERUSER']) {
    replace(new RegExp(`\\n *<Property Id="${id}"[^>]*/>`), '')
  }
  replace(
    /<Property Id="DISABLEADVTSHORTCUTS" Value="1"\/>/,
    `<Property Id="ARPNOMODIFY" Value="1"/>
    <Property Id="ARPHELPLINK" Value="mailto:${address}"/>
    <Property Id="ARPCONTACT" Value="${address}"/>
    <Property Id="APPLICATIONFOLDER" Secure="yes">
      <RegistrySearch Id="EarlierFolder" Root="HKLM" Key="${installedKey}" Name="Folder" Type="raw"/>
    </Property>`,
  )
  replace(
    /<Directory Id="APPLICATIONFOLDER" Name="[^"]*"\/>/,
    `<Directory Id="APPLICATIONFOLDER" Name="${productName}"/>`,
  )
  // An advertised shortcut would be repaired by Windows Installer whenever it is opened.
  replace(/(?<=<Shortcut Id="startMenuShortcut"[^>]*)Advertise="yes"/, 'Advertise="no"')
  replace(
    /<ComponentGroup Id="ProductComponents" Directory="APPLICATIONFOLDER">/,
    `<ComponentGroup Id="ProductComponents" Directory="APPLICATIONFOLDER">
      <Component Id="Installed" Guid="3B0B6A5E-6C0B-4C0C-9E60-0D9B3B1E6B55">
        <RegistryKey Root="HKLM" Key="${installedKey}">
          <RegistryValue Name="Folder" Type="string" Value="[APPLICATIONFOLDER]" KeyPath="yes"/>
          <RegistryValue Name="Version" Type="string" Value="[ProductVersion]"/>
        </RegistryKey>
      </Component>`,
  )
  text = withIds(text)
  if (/CustomAction|<Verb |<ProgId /.test(text)) {
    throw new Error('the installer has a custom action or a file association, and is to have neither')
  }
  return text
}

/**
 * Gives each file an id of its own that has none: WiX would take its name, which files of two folders may share.
 *
 * @param {string} project
 */
function withIds(project) {
  return project.replaceAll(
    /<File Name="[^"]+" Source="\$\(var\.appDir\)[\\/]([^"]+)"(?![^>]* Id=)/g,
    (element, /** @type {string} */ path) =>
      `${element} Id="f${createHash('md5').update(path.replaceAll('\\', '/')).digest('hex')}"`,
  )
}

/** What the installer says of the product and of whom to ask. */
export function aboutProduct() {
  const { productName } = JSON.parse(readFileSync('package.json', 'utf8'))
  const { address } = JSON.parse(readFileSync('build/cdid.json', 'utf8'))
  return { productName, address }
}
