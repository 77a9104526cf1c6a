/** Main's own dialogs, one at a time: a second one would hide what the first one asks. */
export interface DialogTurn {
  /** Whether a dialog is open. */
  readonly isTaken: boolean
  /** Shows dialogs while no other one is open; `null` when one is. */
  take<T>(show: () => Promise<T>): Promise<T | null>
}

export function createDialogTurn(): DialogTurn {
  let isTaken = false
  return {
    get isTaken() {
      return isTaken
    },
    async take(show) {
      if (isTaken) return null
      isTaken = true
      try {
        return await show()
      } finally {
        isTaken = false
      }
    },
  }
}
