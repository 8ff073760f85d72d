"""What is looked for in texts: words (`words`), and passages near each other (`nearness`)."""
