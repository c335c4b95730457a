"""What ``pair`` and ``explain`` show: pairs, reasons, remedies, prices, answers to questions."""
