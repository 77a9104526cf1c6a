/** The present time, updated once a second for durations on screen. */
export class Clock {
  now = $state(Date.now())

  constructor() {
    setInterval(() => {
      this.now = Date.now()
    }, 1000)
  }
}
