/** Main's own dialogs, one at a time: a second one would hide what the first one asks. */
export interface DialogTurn {
  /** Whether a dialog is open. */
  readonly isTaken: boolean
  /** Shows what a person asked for while no other dialog is open; `null` when one is. */
  take<T>(show: () => Promise<T>): Promise<T | null>
  /** Shows what nobody asked for, once no other dialog is open. */
  wait<T>(show: () => Promise<T>): Promise<T>
}

export function createDialogTurn(): DialogTurn {
  /** Ends with the dialog that is open; `null` when none is. */
  let open: Promise<unknown> | null = null

  async function showNow<T>(show: () => Promise<T>): Promise<T> {
    const shown = show()
    open = shown.catch(() => undefined)
    try {
      return await shown
    } finally {
      open = null
    }
  }

  return {
    get isTaken() {
      return open !== null
    },
    take: async (show) => (open ? null : showNow(show)),
    async wait(show) {
      while (open) await open
      return showNow(show)
    },
  }
}
