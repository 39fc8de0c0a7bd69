import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { groupRuns } from './process-group.ts';
import { Program } from './program.ts';
import { endStrays, notePrograms } from './strays.ts';

const folder = mkdtempSync(join(tmpdir(), 'diem-cau-program-'));
const programs: Program[] = [];

function script(name: string, code: string): string {
	const file = join(folder, `${name}.mjs`);
	writeFileSync(file, code);
	return file;
}

function start(file: string) {
	const events = { starts: vi.fn(), faults: vi.fn() };
	const program = new Program({
		name: 'probe',
		script: file,
		env: process.env,
		logFile: join(folder, 'probe.log'),
		onStart: events.starts,
		onFault: events.faults
	});
	programs.push(program);
	program.start();
	return { program, ...events };
}

const logged = () => readFileSync(join(folder, 'probe.log'), 'utf8');

afterEach(async () => {
	await Promise.all(programs.splice(0).map((program) => program.stop()));
});

test('a program that dies is started again, and the terminal is told', async () => {
	const { starts, faults, program } = start(script('dies', 'console.error("no luck"); process.exit(3)'));
	await vi.waitFor(() => expect(starts).toHaveBeenCalledTimes(2), { timeout: 10_000 });
	expect(faults).toHaveBeenCalledWith('probe: no luck');
	expect(faults).toHaveBeenCalledWith(expect.stringContaining('ended (code 3)'));
	await program.stop();
	expect(program.quickDeaths).toBeGreaterThan(0);
	expect(logged()).toContain('no luck');
});

test('stopping ends the program with all that it started itself', async () => {
	const parent = `
		import { spawn } from 'node:child_process';
		spawn('sleep', ['1000'], { stdio: 'ignore' });
		process.on('SIGTERM', () => process.exit(0));
		setInterval(() => undefined, 1000);
		console.log('sleeping');`;
	const { program } = start(script('parent', parent));
	await vi.waitFor(() => expect(logged()).toContain('sleeping'), { timeout: 10_000 });
	const leader = program.pid ?? 0;
	expect(groupRuns(leader)).toBe(true);
	await program.stop();
	await vi.waitFor(() => expect(groupRuns(leader)).toBe(false));
});

test('what a killed program leaves behind is ended, even if it heeds no first signal, as ffmpeg without packets', async () => {
	const stubborn = script(
		'stubborn',
		"let heard = 0; process.on('SIGTERM', () => ++heard > 1 && process.exit(0)); setInterval(() => 0, 1000); console.log('there');"
	);
	const parent = `
		import { spawn } from 'node:child_process';
		spawn(process.execPath, [${JSON.stringify(stubborn)}], { stdio: ['ignore', 'inherit', 'ignore'] });
		setInterval(() => 0, 1000);`;
	const { program } = start(script('leaves', parent));
	await vi.waitFor(() => expect(logged()).toContain('there'), { timeout: 10_000 });
	const leader = program.pid ?? 0;
	process.kill(leader, 'SIGKILL');
	await vi.waitFor(() => expect(groupRuns(leader)).toBe(false), { timeout: 10_000 });
});

test('a program ends when its supervisor is killed, if it heeds the channel', async () => {
	const child = script(
		'child',
		'process.on("disconnect", () => process.exit(0)); setInterval(() => 0, 1000);'
	);
	const supervisor = script(
		'supervisor',
		`import { Program } from ${JSON.stringify(join(import.meta.dirname, 'program.ts'))};
		const program = new Program({ name: 'x', script: ${JSON.stringify(child)}, env: process.env,
			logFile: ${JSON.stringify(join(folder, 'x.log'))}, onFault: () => 0,
			onStart: () => console.log(program.pid) });
		program.start();`
	);
	const running = spawn(process.execPath, [supervisor], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = await once(running.stdout, 'data');
	const pid = Number(String(line));
	expect(groupRuns(pid)).toBe(true);
	running.kill('SIGKILL');
	await vi.waitFor(() => expect(groupRuns(pid)).toBe(false), { timeout: 10_000 });
});

test('a program left by a killed supervisor is ended by the next start', async () => {
	const file = script('stray', 'setInterval(() => 0, 1000)');
	const stray = spawn(process.execPath, [file], { detached: true, stdio: 'ignore' });
	await once(stray, 'spawn');
	const dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-strays-'));
	notePrograms(dataDir, [{ pid: stray.pid, script: file }]);
	await endStrays(dataDir);
	expect(groupRuns(stray.pid ?? 0)).toBe(false);
});

test('a process that has got the number of a program of ours is left alone', async () => {
	const other = spawn('sleep', ['1000'], { detached: true });
	await once(other, 'spawn');
	const dataDir = mkdtempSync(join(tmpdir(), 'diem-cau-strays-'));
	notePrograms(dataDir, [{ pid: other.pid, script: 'src/main.ts' }]);
	await endStrays(dataDir);
	expect(groupRuns(other.pid ?? 0)).toBe(true);
	other.kill('SIGKILL');
});
