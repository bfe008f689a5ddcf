// Unpacks the Chromium of the npm package into the folder that TMPDIR names, and prints its path. The package unpacks
// into the system's temporary folder, and sets the environment: so it runs in a process of its own.
import chromium from '@sparticuz/chromium'

process.stdout.write(await chromium.executablePath())
