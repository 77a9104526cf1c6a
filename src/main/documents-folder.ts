/** What is used of Electron's application. */
interface Places {
  getPath(name: 'documents' | 'home'): string
}

/**
 * Returns the folder in which a save dialog opens: the person's documents, or their home where Windows has no such folder.
 * Electron then throws, as for a folder that was redirected to a server that is not reached.
 */
export function documentsFolder(app: Places): string {
  try {
    return app.getPath('documents')
  } catch {
    return app.getPath('home')
  }
}
