// Loaded into n8n before anything else. Channel 3 stays open as long as the process that started n8n lives, even if that
// one is killed outright and can clean up nothing; when it closes, n8n and its task runner end as well.
const { Socket } = require('node:net');

const lifeline = new Socket({ fd: 3, readable: true, writable: false });
lifeline.unref();
lifeline.on('error', () => {});
lifeline.on('close', () => {
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), 10_000);
});
lifeline.resume();
