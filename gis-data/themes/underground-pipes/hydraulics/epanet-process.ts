/** The process in which EPANET runs: a network of a stranger's may keep it busy, or take it down. One job by IPC. */
import { leaveProcess } from '../../../import/leave-process.ts';
import { StoreError } from '../../../store/store-error.ts';
import { runEpanet, type HydraulicRun, type Scenario } from './run-epanet.ts';

export type EpanetJob = { readonly model: string; readonly scenario: Scenario };
export type EpanetMessage =
  | HydraulicRun
  | { readonly fault: { readonly code: string; readonly message: string; readonly hint: string } };

process.on('SIGINT', () => {}); // the terminal's Ctrl-C is for the parent, which ends this process
process.on('disconnect', leaveProcess);
process.once('message', ({ model, scenario }: EpanetJob) => {
  runEpanet(model, scenario).then(send, (error: unknown) => send(faultOf(error)));
});

function send(message: EpanetMessage): void {
  process.send?.(message, leaveProcess);
}

function faultOf(error: unknown): EpanetMessage {
  if (error instanceof StoreError)
    return { fault: { code: error.code, message: error.message, hint: error.hint } };
  return {
    fault: {
      code: 'network-unsolved',
      message: `EPANET failed: ${error instanceof Error ? error.message : String(error)}.`,
      hint: 'See whether other programs run the network.',
    },
  };
}
