/**
 * The mode of a file that only its owner may read, as `stat` tells it. Windows has no modes: there it says that the file may be
 * written, and who may read it is said by the folder.
 */
export const ownersOnly = process.platform === 'win32' ? 0o666 : 0o600
