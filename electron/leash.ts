// Loaded before the station (`node --import`): ends it when whoever started it is gone, however that went.
// A station left over would keep the port, the readers and the journal from the next one.

// The starter holds the other end of stdin and never writes. Its end closes when it dies, also by SIGKILL.
process.stdin.on('close', () => {
  // Heard by the station as the signal is; one that nobody hears ends the program. Windows has no signals: to send one there,
  // even to oneself, is to be ended on the spot.
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(143);
  // Where the clean way hangs, too.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2_000).unref();
});
process.stdin.resume();
process.stdin.unref();
