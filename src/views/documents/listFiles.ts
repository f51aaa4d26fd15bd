import { type Disposable, Range, type TextEditor, type Uri, window } from 'vscode';
import { setContextKey } from '../../host/contextKeys';

/** The number of characters within which a list of opportunities begins: the AWS CLI prints nothing before it. */
const beginning = 2_000;

/**
 * Finds open files that contain a list of opportunities, whatever their names are. They can be compared with what is
 * loaded.
 */
export class ListFiles implements Disposable {
  private readonly found = new Map<string, Uri>();
  private readonly subscription: Disposable;

  constructor() {
    this.subscription = window.onDidChangeActiveTextEditor((editor) => this.look(editor));
    this.look(window.activeTextEditor);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private look(editor: TextEditor | undefined): void {
    if (!editor?.document.languageId.startsWith('json')) return;
    const { document } = editor;
    const text = document.getText(new Range(0, 0, 20, beginning)).slice(0, beginning);
    const key = document.uri.toString();
    if (this.found.has(key) === text.includes('"OpportunitySummaries"')) return;
    if (!this.found.delete(key)) this.found.set(key, document.uri);
    setContextKey('partnerCentral.listFiles', [...this.found.values()]);
  }
}
