;;; run.el --- Emacs tries corolint lsp -*- lexical-binding: t -*-
;;
;; Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
;; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;;
;;; Commentary:
;;
;;   COROLINT_LSP='.../corolint lsp' emacs -Q --batch -l run.el
;;
;; For Emacs 28 with Eglot (Debian's elpa-eglot), and later.  Prints a line for
;; each step, and exits with 1 if one has failed.  COROLINT_LSP_TIMEOUT is how
;; many seconds an answer may take (60).
;;
;;; Code:

(setq load-prefer-newer t
      make-backup-files nil
      create-lockfiles nil
      vc-handled-backends nil)
;; -Q leaves Debian's packages out.
(dolist (folder (file-expand-wildcards
                 "/usr/share/emacs/site-lisp/elpa/*-[0-9]*"))
  (add-to-list 'load-path folder))
;; Emacs has older ones of these in it.
(dolist (each '("seq" "xref" "project"))
  (load each t t))
(require 'eglot)
(require 'flymake)

(defvar run-command (split-string (or (getenv "COROLINT_LSP") "corolint lsp")))
(defvar run-limit (string-to-number (or (getenv "COROLINT_LSP_TIMEOUT") "60")))
(defvar run-never "coro-never-awaited")
(defvar run-blocking "coro-blocking-call")
(defvar run-here (file-name-directory (or load-file-name buffer-file-name)))
(defvar run-home (file-truename (make-temp-file "corolint-" t)))
(defvar run-root (expand-file-name "project/" run-home))
(defvar run-passed 0)
(defvar run-failed 0)

(setenv "XDG_CACHE_HOME" (expand-file-name "cache" run-home))
(setq eglot-server-programs
      `(((c-mode c++-mode) . (,@run-command :initializationOptions
                                            (:threads 1))))
      eglot-confirm-server-initiated-edits nil
      eglot-extend-to-xref nil
      eglot-autoshutdown nil
      eglot-autoreconnect nil
      eglot-sync-connect run-limit
      eglot-connect-timeout run-limit
      eglot-send-changes-idle-time 0
      flymake-no-changes-timeout 0.1)

(make-directory run-root t)
(dolist (name '("note.h" "task.h" "work.cpp"))
  (copy-file (expand-file-name (concat "../project/" name) run-here) run-root))

(defun run-write-database (&rest names)
  "Write the compile commands of these sources."
  (with-temp-file (expand-file-name "compile_commands.json" run-root)
    (insert
     (json-encode
      (mapcar (lambda (name)
                `((directory . ,(directory-file-name run-root))
                  (file . ,name)
                  (arguments . ["c++" "-std=c++20" "-c" ,name])))
              names)))))
(run-write-database "work.cpp")
;; What eglot takes for the project.
(defun run-project (_folder) (cons 'transient run-root))
(setq project-find-functions '(run-project))

;;; Steps

(defmacro run-step (name &rest body)
  "Run BODY as the step NAME."
  (declare (indent 1))
  `(let ((begin (float-time)))
     (condition-case why
         (progn
           ,@body
           (setq run-passed (1+ run-passed))
           (run-say "ok      eglot: %s (%d ms)" ,name
                    (* 1000 (- (float-time) begin))))
       (error
        (setq run-failed (1+ run-failed))
        (run-say "FAILED  eglot: %s\n        %s" ,name
                 (error-message-string why))))))

(defun run-say (&rest arguments)
  (princ (concat (apply #'format arguments) "\n")))

(defun run-until (what good describe)
  "Wait until the function GOOD gives something, and give that."
  (let ((end (+ (float-time) run-limit)) found)
    (while (not (or (setq found (funcall good)) (> (float-time) end)))
      ;; Changed files are events, and the rest happens meanwhile.
      (read-event nil nil 0.05)
      ;; Timers that wait for a pause do not run by themselves in a batch.
      (run-pause))
    (or found
        (error "%s: not within %d s; the last: %S" what run-limit
               (funcall describe)))))

(defun run-pause ()
  "Do what Eglot and Flymake do when the user makes a pause."
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer
      (when (eglot-managed-p)
        (eglot--signal-textDocument/didChange)))))

(defun run-codes ()
  "The checks of the findings in this buffer, from top to bottom."
  (mapcar
   (lambda (each)
     (let ((text (flymake-diagnostic-text each)))
       (if (string-match "corolint \\[\\([a-z-]+\\)\\]" text)
           (match-string 1 text)
         text)))
   (sort (flymake-diagnostics)
         (lambda (a b)
           (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun run-expect (&rest wanted)
  "Wait until these findings, and no others, are shown in this buffer."
  (run-until (format "findings %S" wanted)
             (lambda () (equal (run-codes) wanted))
             #'run-codes))

(defun run-go-to (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun run-open (name)
  "Open a file of the project, as a user does who has set Eglot up."
  (find-file (expand-file-name name run-root))
  (unless (eglot-managed-p)
    (apply #'eglot (eglot--guess-contact)))
  (run-until "a buffer that Eglot manages" #'eglot-managed-p #'ignore)
  ;; Flymake starts when a buffer is displayed, which a batch never does.
  (flymake-start))

(defun run-server ()
  (or (eglot-current-server) (error "there is no server")))

(defun run-process ()
  (jsonrpc--process (run-server)))

(defun run-act (title)
  "Choose the action whose title has TITLE, where point is."
  (let* (offered
         ;; No mouse.
         (last-nonmenu-event ?x)
         (completing-read-function
          (lambda (_prompt all &rest _)
            (setq offered (mapcar #'car all))
            (or (seq-find (lambda (each) (string-match-p title each)) offered)
                (error "No action '%s' among: %S" title offered)))))
    ;; The same as a user's M-x; one that is alone is taken without a question.
    (eglot-code-actions (point) (line-end-position) nil t)))

(run-step "a project that is opened"
  (run-open "work.cpp")
  (run-expect run-never run-never run-blocking)
  (run-go-to "store(n);")
  (let ((first (car (flymake-diagnostics (point) (1+ (point))))))
    (unless first (error "nothing is shown at 'store(n)'"))
    (unless (equal (buffer-substring (flymake-diagnostic-beg first)
                                     (flymake-diagnostic-end first))
                   "store(n)")
      (error "another text is marked: %S"
             (buffer-substring (flymake-diagnostic-beg first)
                               (flymake-diagnostic-end first))))
    (unless (string-match-p
             "the task of 'store' is never awaited, so it never runs"
             (flymake-diagnostic-text first))
      (error "The message is %S" (flymake-diagnostic-text first)))))

(run-step "a line is deleted, and comes back"
  (run-go-to "  std::this_thread::sleep_for")
  (let ((line (buffer-substring (point) (line-beginning-position 2))))
    (delete-region (point) (line-beginning-position 2))
    (run-expect run-never run-never)
    (insert line)
    (run-expect run-never run-never run-blocking)))

(run-step "letters of two units"
  (run-go-to "  note(n);")
  (insert "  /* \U0001F986\u00E9 */ note(2);\n")
  (run-expect run-never run-never run-never run-blocking)
  (run-go-to "note(2)")
  (unless (flymake-diagnostics (point) (1+ (point)))
    (error "nothing is shown at 'note(2)'"))
  (delete-region (line-beginning-position) (line-beginning-position 2))
  (run-expect run-never run-never run-blocking))

(run-step "a fix"
  (run-go-to "store(n);")
  (run-act "co_await")
  (run-go-to "  co_await store(n);\n")
  (run-expect run-never run-blocking)
  (let ((inhibit-message t)) (save-buffer))
  (run-expect run-never run-blocking))

(run-step "a comment that silences"
  (run-go-to "std::this_thread::sleep_for")
  (run-act "silence")
  (run-go-to (concat "// NOLINT(" run-blocking ")\n"))
  (run-expect run-never)
  (let ((inhibit-message t)) (save-buffer)))

(run-step "a file that is renamed"
  (let ((old (current-buffer)))
    (rename-file (buffer-file-name) (expand-file-name "job.cpp" run-root))
    (kill-buffer old)
    (run-write-database "job.cpp")
    (run-open "job.cpp")
    (run-expect run-never)
    (run-go-to "note(n);")
    (run-act "co_await")
    (run-expect)))

(run-step "a header that is deleted"
  (let ((note (expand-file-name "note.h" run-root)) text)
    (goto-char (point-max))
    (insert "task<int> more() {\n  note(1);\n  co_return 1;\n}\n")
    (run-expect run-never)
    (setq text (with-temp-buffer (insert-file-contents note) (buffer-string)))
    (delete-file note)
    (run-expect "not-analysed")
    (with-temp-file note (insert text))
    (run-expect run-never)))

(run-step "a restart"
  (let ((old (run-process)) (inhibit-message t))
    (eglot-reconnect (run-server) t)
    (run-until "another server"
               (lambda () (and (eglot-current-server)
                               (not (eq (run-process) old))))
               #'eglot-current-server)
    (when (process-live-p old) (error "the first server lives on"))
    (goto-char (point-max))
    (insert "// One more line.\n")
    (run-expect run-never)))

(run-step "a server that is killed, and another one"
  (let ((old (run-process)) (inhibit-message t))
    (signal-process old 'KILL)
    (run-until "its end" (lambda () (not (process-live-p old))) #'ignore)
    (run-until "a buffer without it" (lambda () (not (eglot-managed-p)))
               #'ignore)
    (run-open "job.cpp")
    (goto-char (point-max))
    (insert "// And one.\n")
    (run-expect run-never)))

(run-step "leaves"
  (let ((last (run-process)) (inhibit-message t))
    (eglot-shutdown (run-server))
    (run-until "its end" (lambda () (not (process-live-p last))) #'ignore)))

(delete-directory run-home t)
(run-say "\n%d passed, %d failed" run-passed run-failed)
(kill-emacs (if (= run-failed 0) 0 1))
;;; run.el ends here
