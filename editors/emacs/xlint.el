;;; xlint.el --- Draft reports checked by xlint, through Eglot  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))

;;; Commentary:

;; Load this file, or paste it into your init file.  Needs `pip install "xlint[lsp]"'.
;; Emacs 29 has Eglot; Emacs 28 gets it with M-x package-install RET eglot.

;;; Code:

(require 'url-parse)
(require 'url-util)

(defvar eglot-server-programs)
(declare-function eglot-ensure "eglot")
(declare-function eglot-current-server "eglot")
(declare-function eglot-client-capabilities "eglot")
(declare-function eglot-code-actions "eglot")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function jsonrpc-request "jsonrpc")

(defgroup xlint nil
  "Draft reports checked by xlint."
  :group 'text)

(defcustom xlint-command '("xlint" "lsp")
  "The language server, as a list of the command and its arguments."
  :type '(repeat string))

(defcustom xlint-language "zh"
  "The language of messages."
  :type '(choice (const "zh") (const "en")))

(defcustom xlint-run "onType"
  "When drafts are checked."
  :type '(choice (const "onType") (const "onSave")))

(defun xlint-contact (&optional _interactive)
  "How Eglot reaches the server."
  (append xlint-command
          (list :initializationOptions
                (list :language xlint-language :run xlint-run))))

;; Markdown first, before other servers for it; plain text last, because all
;; modes for texts are derived from `text-mode'.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(markdown-mode . xlint-contact))
  (add-to-list 'eglot-server-programs
               '((text-mode :language-id "plaintext") . xlint-contact) t))

(defun xlint-ensure ()
  "Start xlint in a buffer that visits a draft."
  (when (and buffer-file-name
             (string-match-p "\\.\\(?:txt\\|md\\|markdown\\)\\'" buffer-file-name)
             (derived-mode-p 'text-mode)
             (executable-find (car xlint-command)))
    (eglot-ensure)))

(add-hook 'find-file-hook #'xlint-ensure)

;; Eglot tells the server the address of a draft in its own spelling.
(defun xlint--ask (command)
  "Have the server carry out COMMAND for this draft; what it has to show.
That is nil where Eglot has shown it already."
  (let ((server (or (eglot-current-server) (user-error "xlint 没有运行"))))
    (let ((uri (jsonrpc-request
                server :workspace/executeCommand
                (list :command command
                      :arguments (vector (plist-get (eglot--TextDocumentIdentifier) :uri)))))
          (window (plist-get (eglot-client-capabilities server) :window)))
      (unless (plist-get window :showDocument)
        uri))))

(defun xlint-ledger ()
  "Show the ledger of this draft."
  (interactive)
  (let ((uri (xlint--ask "xlint.ledger")))
    (when uri
      (view-file (decode-coding-string
                  (url-unhex-string (url-filename (url-generic-parse-url uri))) 'utf-8)))))

(defun xlint-report ()
  "Open the report about this draft in the browser."
  (interactive)
  (let ((uri (xlint--ask "xlint.report")))
    (when uri
      (browse-url uri))))

(defun xlint-fix ()
  "Fix everything in this draft that has one answer."
  (interactive)
  (eglot-code-actions (point-min) (point-max) "source.fixAll.xlint" t))

(provide 'xlint)

;;; xlint.el ends here
